using TorchSharp.Tests.JIT;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Sampling;

/// <summary>TorchScript networks, written to a file and loaded.</summary>
internal static class ScriptNetworks
{
    private const string Layers = """
        class Linear(Module):
          __parameters__ = ["weight", "bias", ]
          __buffers__ = []
          weight : Tensor
          bias : Tensor
          training : bool
          def forward(self: __torch__.Linear,
            input: Tensor) -> Tensor:
            return torch.linear(input, self.weight, self.bias)
        class Norm(Module):
          __parameters__ = ["weight", "bias", ]
          __buffers__ = ["running_mean", "running_var", ]
          weight : Tensor
          bias : Tensor
          running_mean : Tensor
          running_var : Tensor
          training : bool
          def forward(self: __torch__.Norm,
            input: Tensor) -> Tensor:
            return torch.batch_norm(input, self.weight, self.bias, self.running_mean, self.running_var, self.training, 0.1, 1.0e-05, False)
        class Act(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Act,
            input: Tensor) -> Tensor:
            return torch.relu(input)
        class Dropout(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Dropout,
            input: Tensor) -> Tensor:
            return torch.dropout(input, 0.5, self.training)
        class InPlace(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.InPlace,
            input: Tensor) -> Tensor:
            return torch.dropout_(input, 0.25, self.training)
        class Channels(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Channels,
            input: Tensor) -> Tensor:
            if torch.ne(torch.dim(input), 4):
              ops.prim.RaiseException("four dimensions")
            else:
              pass
            return torch.feature_dropout(input, 0.5, self.training)
        class Traced(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Traced,
            input: Tensor) -> Tensor:
            return torch.dropout(input, 0.5, False)
        class Pair(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Pair,
            input: Tensor) -> Tuple[Tensor, Tensor]:
            return (input, input)

        """;

    private const string Whole = """
        class Network(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          fc : __torch__.Linear
          norm : __torch__.Norm
          act : __torch__.Act
          drop : __torch__.DROP
          head : __torch__.Linear
          def forward(self: __torch__.Network,
            input: Tensor) -> Tensor:
            fc = self.fc
            norm = self.norm
            act = self.act
            drop = self.drop
            head = self.head
            x = (act).forward((norm).forward((fc).forward(input, ), ), )
            return (head).forward((drop).forward(x, ), )

        """;

    private const string Functional = """
        class Network(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          norm : __torch__.Norm
          def forward(self: __torch__.Network,
            input: Tensor) -> Tensor:
            norm = self.norm
            return torch.dropout((norm).forward(input, ), 0.5, self.training)

        """;

    private const string Mixed = """
        class Network(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          inplace : __torch__.InPlace
          act : __torch__.Act
          pair : __torch__.Pair
          channels : __torch__.Channels
          traced : __torch__.Traced
          def forward(self: __torch__.Network,
            input: Tensor) -> Tensor:
            inplace = self.inplace
            return (inplace).forward(torch.mul(input, 1), )

        """;

    /// <summary>[N, 4] → [N, 3]: fc, BatchNorm, ReLU, dropout at 0.5 of 16 units, head.</summary>
    /// <param name="dropout">The class of the dropout module: Dropout, or Traced, whose flag does nothing.</param>
    public static jit.ScriptModule<Tensor, Tensor> Classifier(string dropout = "Dropout") => Load(ClassifierBytes(dropout));

    /// <summary>The same as the bytes of its file.</summary>
    public static byte[] ClassifierBytes(string dropout = "Dropout") => Write(
        Whole.Replace("DROP", dropout, StringComparison.Ordinal),
        ("fc", Linear(16, 4)),
        ("norm", Norm(16)),
        ("act", new ScriptObject("Act", ("training", false))),
        ("drop", new ScriptObject(dropout, ("training", false))),
        ("head", Linear(3, 16)));

    /// <summary>[N, 4] → [N, 4]: BatchNorm below, dropout called as a function by the network itself.</summary>
    public static jit.ScriptModule<Tensor, Tensor> WithFunction() => Load(Write(Functional, ("norm", Norm(4))));

    /// <summary>Small modules of many kinds, of which "inplace" and "channels" are dropout.</summary>
    public static jit.ScriptModule<Tensor, Tensor> OfManyKinds() => Load(Write(
        Mixed,
        [.. new[] { ("inplace", "InPlace"), ("act", "Act"), ("pair", "Pair"), ("channels", "Channels"), ("traced", "Traced") }
            .Select(entry => (entry.Item1, (object?)new ScriptObject(entry.Item2, ("training", true))))]));

    private static byte[] Write(string code, params (string, object?)[] below) =>
        ScriptArchive.Write(Layers + code, new ScriptObject("Network", [("training", false), .. below]));

    private static jit.ScriptModule<Tensor, Tensor> Load(byte[] bytes)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, bytes);
            return jit.load<Tensor, Tensor>(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ScriptObject Linear(int outputs, int inputs) => new(
        "Linear",
        ("weight", new ScriptTensor(Some(outputs * inputs), [outputs, inputs], true)),
        ("bias", new ScriptTensor(Some(outputs), [outputs], true)),
        ("training", false));

    private static ScriptObject Norm(int units) => new(
        "Norm",
        ("weight", new ScriptTensor([.. Enumerable.Repeat(1f, units)], [units], true)),
        ("bias", new ScriptTensor([.. Enumerable.Repeat(0.5f, units)], [units], true)),
        ("running_mean", new ScriptTensor(new float[units], [units], false)),
        ("running_var", new ScriptTensor([.. Enumerable.Repeat(1f, units)], [units], false)),
        ("training", false));

    private static float[] Some(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 37 % 101 / 100f) - 0.5f)];
}
