namespace TorchSharp.Tests.JIT;

/// <summary>A TorchScript file for the time of a test.</summary>
internal sealed class ScriptFile : IDisposable
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
        class Dropout(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Dropout,
            input: Tensor) -> Tensor:
            return torch.dropout(input, 0.5, self.training)
        class Block(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          fc : __torch__.Linear
          drop : __torch__.Dropout
          def forward(self: __torch__.Block,
            input: Tensor) -> Tensor:
            fc = self.fc
            drop = self.drop
            return (drop).forward(torch.relu((fc).forward(input, )), )
        class Network(Module):
          __parameters__ = []
          __buffers__ = ["factor", ]
          factor : Tensor
          training : bool
          block : __torch__.Block
          head : __torch__.Linear
          def forward(self: __torch__.Network,
            input: Tensor) -> Tensor:
            block = self.block
            head = self.head
            return torch.mul((head).forward((block).forward(input, ), ), self.factor)

        """;

    private const string Pair = """
        class Pair(Module):
          __parameters__ = []
          __buffers__ = []
          training : bool
          def forward(self: __torch__.Pair,
            x: Tensor,
            y: Tensor) -> Tuple[Tensor, Tensor]:
            return (torch.add(x, y), torch.sub(x, y))
          def both(self: __torch__.Pair,
            x: Tensor,
            y: Tensor) -> List[Tensor]:
            return [torch.add(x, y), torch.sub(x, y)]
          def product(self: __torch__.Pair,
            x: Tensor,
            y: Tensor) -> Tensor:
            return torch.mul(x, y)
          def joined(self: __torch__.Pair,
            parts: List[Tensor]) -> Tensor:
            return torch.cat(parts)
          def shifted(self: __torch__.Pair,
            x: Tensor,
            by: int) -> Tensor:
            return torch.add(x, by)
          def scaled(self: __torch__.Pair,
            x: Tensor,
            by: float) -> Tensor:
            return torch.mul(x, by)
          def counts(self: __torch__.Pair,
            a: int,
            b: int) -> Tuple[int, int]:
            return (torch.add(a, b), torch.sub(a, b))
          def listed(self: __torch__.Pair,
            a: int,
            b: int) -> List[int]:
            return [a, b]
          def nested(self: __torch__.Pair,
            x: Tensor,
            a: int) -> Tuple[Tensor, Tuple[Tensor, Tensor]]:
            return (x, (torch.add(x, a), torch.sub(x, a)))
          def labelled(self: __torch__.Pair,
            x: Tensor) -> Tuple[Tensor, str]:
            return (torch.add(x, 1), "one more")
          def nothing(self: __torch__.Pair,
            x: Optional[Tensor]) -> Optional[Tensor]:
            return x

        """;

    private ScriptFile(string code, ScriptObject module) => File.WriteAllBytes(Path, ScriptArchive.Write(code, module));

    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <summary>
    /// 2 (head(drop(relu(fc(x)))): [N, 2] to [N, 1], fc = [[1, 0], [0, 1], [1, −1]] and [0, 0, 1], head = [[1, 2, 3]] and [0.5].
    /// [1, 2] gives 11 and [3, 1] gives 29.
    /// </summary>
    public static ScriptFile Network() => new(
        Layers,
        new ScriptObject(
            "Network",
            ("factor", new ScriptTensor([2], [], false)),
            ("training", false),
            ("block", new ScriptObject(
                "Block",
                ("training", false),
                ("fc", Linear([1, 0, 0, 1, 1, -1], [3, 2], [0, 0, 1])),
                ("drop", new ScriptObject("Dropout", ("training", false))))),
            ("head", Linear([1, 2, 3], [1, 3], [0.5f]))));

    /// <summary>Of x and y the sum and the difference, and methods that take and give each kind of value.</summary>
    public static ScriptFile SumAndDifference() => new(Pair, new ScriptObject("Pair", ("training", true)));

    public void Dispose() => File.Delete(Path);

    private static ScriptObject Linear(float[] weight, long[] shape, float[] bias) => new(
        "Linear",
        ("weight", new ScriptTensor(weight, shape, true)),
        ("bias", new ScriptTensor(bias, [bias.Length], true)),
        ("training", false));
}
