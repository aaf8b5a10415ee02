using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests.NN.Layers;

[TestFixture]
internal sealed class EmbeddingTests
{
    internal static readonly Dictionary<string, Func<Layer>> Cases = new()
    {
        ["embedding"] = () => Layer.Of(Embedding(5, 3)),
        ["embedding_padding"] = () => Layer.Of(Embedding(4, 2, 1)),
        ["embedding_max_norm"] = () => Layer.Of(Embedding(4, 3, null, 0.5)),
        ["embedding_scaled"] = () => Layer.Of(Embedding(3, 2, scale_grad_by_freq: true)),
        ["embedding_bag_mean"] = () => Bag(EmbeddingBag(4, 2)),
        ["embedding_bag_sum_offsets"] = () => Bag(EmbeddingBag(4, 2, mode: EmbeddingBagMode.Sum)),
        ["embedding_bag_max"] = () => Bag(EmbeddingBag(4, 2, mode: EmbeddingBagMode.Max)),
        ["one_hot"] = () => Layer.Of(x => F.one_hot(x)),
        ["one_hot_wide"] = () => Layer.Of(x => F.one_hot(x, 4)),
        ["cosine_similarity"] = () => Layer.Of(CosineSimilarity()),
        ["cosine_similarity_first"] = () => Layer.Of(CosineSimilarity(0, 1e-6)),
        ["pairwise_distance"] = () => Layer.Of(PairwiseDistance()),
        ["pairwise_distance_kept"] = () => Layer.Of(PairwiseDistance(1.0, 1e-6, true)),
    };

    private static IEnumerable<string> Names => Cases.Keys;

    [TestCaseSource(nameof(Names))]
    public void Call_OracleCase_OutputAndGradientsMatch(string name) => LayerOracle.Check(name, Cases[name]());

    [Test]
    public void EmbeddingGradient_FiniteDifferences_Agree()
    {
        using Tensor rows = tensor(new long[] { 2, 0, 2 });
        Embedding layer = Embedding(3, 2, dtype: ScalarType.Float64);
        FiniteDifferences.Check(Layer.Of(layer, _ => layer.call(rows)));
    }

    [Test]
    public void CosineSimilarityGradient_FiniteDifferences_Agree() =>
        FiniteDifferences.Check(Layer.Of(CosineSimilarity()), [2, 3], [2, 3]);

    [Test]
    public void FromPretrained_Frozen_SharesTheRowsAndLearnsNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2);
        using Embedding layer = Embedding_from_pretrained(rows);
        Assert.That(layer.weight!.requires_grad, Is.False);
        Assert.That(layer.call(tensor(new long[] { 1 })).data<float>().ToArray(), Is.EqualTo(new float[] { 3, 4 }));
    }

    [Test]
    public void Embedding_IndexOutOfRange_Throws()
    {
        using Embedding layer = Embedding(3, 2);
        using Tensor rows = tensor(new long[] { 3 });
        Assert.That(() => layer.call(rows), Throws.InstanceOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void OneHot_Float_Throws()
    {
        using Tensor classes = ones(2);
        Assert.That(() => F.one_hot(classes), Throws.ArgumentException);
    }

    private static Layer Bag(EmbeddingBag module) =>
        Layer.Of(module, inputs => inputs.Length == 1 ? module.call(inputs[0]) : module.call(inputs[0], inputs[1]));
}
