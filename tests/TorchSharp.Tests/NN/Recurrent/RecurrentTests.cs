using static TorchSharp.torch;

namespace TorchSharp.Tests.NN.Recurrent;

[TestFixture]
internal sealed class RecurrentTests
{
    private static readonly Oracle Expected = Oracle.Load("recurrent.csv");

    private static IEnumerable<string> Cases =>
        Expected.Cases.Where(name => !name.StartsWith("attention", StringComparison.Ordinal) && name != "lstm_cell/plain");

    private static IEnumerable<string> Attention => ["attention/plain", "attention/padded", "attention/scored"];

    [TestCaseSource(nameof(Cases))]
    public void Call_WeightsOfTheOracle_GivesOutputsAndGradient(string @case) => AssertMatches(@case);

    [TestCaseSource(nameof(Cases))]
    public void Call_ResultsDisposed_LeavesNoTensor(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module module = Make(@case);
        using Tensor input = Read(@case, "in0");
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using (NewDisposeScope())
        {
            Run(module, input, @case);
        }

        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [TestCaseSource(nameof(Attention))]
    public void Call_AttentionOfTheOracle_GivesOutputWeightsAndGradient(string @case) => AssertAttentionMatches(@case);

    [Test]
    public void Call_AttentionResultsDisposed_LeavesNoTensor()
    {
        using Modules.MultiheadAttention module = nn.MultiheadAttention(4, 2, 0.1, true, true, true);
        using Tensor x = ones(3, 2, 4);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        (Tensor output, Tensor weights) = module.call(x, x, x);
        output.Dispose();
        weights.Dispose();
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [Test]
    public void Lstm_Deep_HasThePyTorchNames()
    {
        using Modules.LSTM module = nn.LSTM(3, 2, 2, bidirectional: true);
        string[] expected =
        [
            .. from layer in (string[])["l0", "l0_reverse", "l1", "l1_reverse"]
               from weight in (string[])["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
               select $"{weight}_{layer}",
        ];
        Assert.That(module.named_parameters().Select(named => named.name), Is.EqualTo(expected));
        Assert.That(module.named_parameters().All(named => named.parameter.requires_grad), Is.True);
        Assert.That(module.named_parameters().SelectMany(named => named.parameter.data<float>().ToArray()), Is.All.InRange(-0.70711, 0.70711));
    }

    [Test]
    public void Lstm_DropoutInEvaluation_IsDeterministic()
    {
        using DisposeScope scope = NewDisposeScope();
        using Modules.LSTM module = nn.LSTM(3, 2, 2, dropout: 0.5);
        Tensor x = ones(4, 1, 3);
        module.eval();
        float[] first = Outputs();
        Assert.That(Outputs(), Is.EqualTo(first));
        module.train();
        first = Outputs();
        Assert.That(Outputs(), Is.Not.EqualTo(first));

        float[] Outputs() => module.call(x).Item1.data<float>().ToArray();
    }

    [Test]
    public void Gru_InputOfAnotherWidth_Throws()
    {
        using Modules.GRU module = nn.GRU(3, 2);
        using Tensor x = ones(4, 1, 5);
        Assert.That(() => module.call(x), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    internal static void AssertMatches(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module module = Make(@case);
        LoadWeights(module, @case);
        Tensor input = Read(@case, "in0").requires_grad_();
        Tensor[] outputs = Run(module, input, @case);
        AssertOutputs(@case, input, outputs);
    }

    internal static void AssertAttentionMatches(string @case)
    {
        using DisposeScope scope = NewDisposeScope();
        using Modules.MultiheadAttention module = MakeAttention(@case);
        LoadWeights(module, @case);
        Tensor query = Read(@case, "in0").requires_grad_();
        Tensor? padding = Mask(@case, "key_padding_mask", ScalarType.Bool);
        Tensor? mask = Mask(@case, "attn_mask", @case.Contains("scored") ? ScalarType.Float64 : ScalarType.Bool);
        (Tensor output, Tensor weights) = module.call(query, Read(@case, "in1"), Read(@case, "in2"), padding, true, mask);
        AssertOutputs(@case, query, [output, weights]);
    }

    private static Tensor[] Run(nn.Module module, Tensor input, string @case)
    {
        Tensor? hidden = State(@case, 0);
        switch (module)
        {
            case Modules.LSTM lstm:
                (Tensor output, Tensor last, Tensor cell) = lstm.call(input, hidden is null ? null : (hidden, State(@case, 1)!));
                return [output, last, cell];
            case Modules.LSTMCell lstmCell:
                (Tensor next, Tensor nextCell) = lstmCell.call(input, hidden is null ? null : (hidden, State(@case, 1)!));
                return [next, nextCell];
            case Modules.GRU gru:
                return Two(gru.call(input, hidden));
            case Modules.RNN rnn:
                return Two(rnn.call(input, hidden));
            case nn.Module<Tensor, Tensor, Tensor> recurrentCell:
                return [recurrentCell.forward(input, hidden!)];
            default:
                throw new ArgumentException(@case);
        }

        static Tensor[] Two((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];
    }

    private static void AssertOutputs(string @case, Tensor input, Tensor[] outputs)
    {
        Tensor total = zeros([], ScalarType.Float64);
        for (int i = 0; i < outputs.Length; i++)
        {
            Expected.AssertMatches(@case, $"out{i}", outputs[i], 1e-7, 1e-8);
            total = total + outputs[i].square().sum();
        }

        Expected.AssertMatches(@case, "dx", autograd.grad([total], [input])[0], 1e-7, 1e-8);
    }

    private static nn.Module Make(string @case) => @case switch
    {
        "lstm/plain" => nn.LSTM(3, 2, dtype: ScalarType.Float64),
        "lstm/deep" => nn.LSTM(3, 2, 2, batchFirst: true, bidirectional: true, dtype: ScalarType.Float64),
        "lstm/unbiased" => nn.LSTM(3, 2, bias: false, dtype: ScalarType.Float64),
        "gru/plain" => nn.GRU(3, 2, dtype: ScalarType.Float64),
        "gru/deep" => nn.GRU(3, 2, 2, batchFirst: true, bidirectional: true, dtype: ScalarType.Float64),
        "rnn/plain" => nn.RNN(3, 2, dtype: ScalarType.Float64),
        "rnn/relu" => nn.RNN(3, 2, 1, nn.NonLinearities.ReLU, dtype: ScalarType.Float64),
        "lstm_cell/plain" or "lstm_cell/state" => nn.LSTMCell(3, 2, dtype: ScalarType.Float64),
        "gru_cell/plain" or "gru_cell/state" => nn.GRUCell(3, 2, dtype: ScalarType.Float64),
        "rnn_cell/plain" or "rnn_cell/state" => nn.RNNCell(3, 2, dtype: ScalarType.Float64),
        _ => throw new ArgumentException(@case),
    };

    private static Modules.MultiheadAttention MakeAttention(string @case)
    {
        Modules.MultiheadAttention module = @case switch
        {
            "attention/padded" => nn.MultiheadAttention(4, 2, bias: false),
            "attention/widths" => nn.MultiheadAttention(4, 2, kdim: 3, vdim: 5),
            "attention/extended" => nn.MultiheadAttention(4, 2, add_bias_kv: true, add_zero_attn: true),
            _ => nn.MultiheadAttention(4, 2),
        };
        module.to(ScalarType.Float64);
        return module;
    }

    /// <summary>Sets every parameter to the oracle's of its name; the names must be the same.</summary>
    private static void LoadWeights(nn.Module module, string @case)
    {
        string[] names = [.. Expected.Names(@case).Where(name => name.StartsWith("p.", StringComparison.Ordinal)).Select(name => name[2..])];
        Assert.That(module.named_parameters().Select(named => named.name), Is.EquivalentTo(names));
        using IDisposable mode = no_grad();
        foreach ((string name, Modules.Parameter parameter) in module.named_parameters())
        {
            parameter.copy_(Read(@case, "p." + name));
        }
    }

    private static Tensor Read(string @case, string name) => Expected.Tensor(@case, name, ScalarType.Float64);

    private static Tensor? State(string @case, int index) => Expected.Has(@case, $"state{index}") ? Read(@case, $"state{index}") : null;

    private static Tensor? Mask(string @case, string name, ScalarType type) =>
        Expected.Has(@case, name) ? Expected.Tensor(@case, name, type) : null;
}
