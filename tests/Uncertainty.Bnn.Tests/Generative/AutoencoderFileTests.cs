using TorchSharp;
using Uncertainty.Bnn.Tests.Posterior;
using Uncertainty.Testing;
using static TorchSharp.torch;

namespace Uncertainty.Bnn.Tests.Generative;

[TestFixture]
internal sealed class AutoencoderFileTests
{
    private string _path = null!;

    [SetUp]
    public void Open() => _path = Path.GetTempFileName();

    [TearDown]
    public void Close() => File.Delete(_path);

    [TestCase("bernoulli")]
    [TestCase("bernoulli.grey")]
    [TestCase("gaussian.fixed")]
    [TestCase("gaussian.learnt")]
    [TestCase("gaussian.decoded")]
    [TestCase("logistic.fixed")]
    [TestCase("logistic.learnt")]
    [TestCase("logistic.decoded")]
    public void Load_OfSaved_IsTheSameToTheBit(string name)
    {
        using VariationalAutoencoder model = Autoencoders.Plain(name, beta: 1.5);
        using Tensor inputs = Autoencoders.Inputs(name, 6);
        model.Train([inputs], new SviOptions { Epochs = 2 });
        model.Save(_path);
        manual_seed(99);
        nn.Module<Tensor, Tensor> encoder = Autoencoders.Encoder();
        nn.Module<Tensor, Tensor> decoder = Autoencoders.Decoder(name);
        string random = NetworkState.Random();
        using VariationalAutoencoder loaded = VariationalAutoencoder.Load(_path, encoder, decoder);
        Assert.That(NetworkState.Random(), Is.EqualTo(random));
        Assert.That((loaded.Features, loaded.Latents), Is.EqualTo((model.Features, model.Latents)));
        Assert.That(loaded.Options, Is.EqualTo(model.Options));
        Assert.That(loaded.LearntScale, Is.EqualTo(model.LearntScale));
        using Tensor before = model.LogLikelihoodBound(inputs);
        using Tensor after = loaded.LogLikelihoodBound(inputs);
        Assert.That(Values.Of(after), Is.EqualTo(Values.Of(before)));
    }

    [Test]
    public void Load_ConditionalOfSaved_IsTheSameToTheBit()
    {
        using DisposeScope scope = NewDisposeScope();
        using ConditionalVariationalAutoencoder model = Autoencoders.Conditional();
        model.to(ScalarType.Float64);
        Tensor labels = tensor(new long[] { 0, 1, 2 });
        model.Save(_path);
        nn.Module<Tensor, Tensor> encoder = Autoencoders.Encoder();
        nn.Module<Tensor, Tensor> decoder = Autoencoders.Decoder("conditional", 3);
        Assert.That(() => ConditionalVariationalAutoencoder.Load(_path, encoder, decoder), Throws.InstanceOf<InvalidDataException>(), "single precision");
        encoder.to(ScalarType.Float64);
        decoder.to(ScalarType.Float64);
        using ConditionalVariationalAutoencoder loaded = ConditionalVariationalAutoencoder.Load(_path, encoder, decoder);
        Assert.That(loaded.Conditions, Is.EqualTo(3));
        Assert.That(Values.Of(loaded.Sample(labels)), Is.EqualTo(Values.Of(model.Sample(labels))));
    }

    [Test]
    public void Load_OtherNetworks_AreRefusedUnchanged()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("bernoulli");
        model.Save(_path);
        using nn.Module<Tensor, Tensor> encoder = Autoencoders.Encoder();
        using nn.Module<Tensor, Tensor> decoder = Autoencoders.Decoder("bernoulli");
        using nn.Module<Tensor, Tensor> wider = Autoencoders.Decoder("gaussian.decoded");
        using nn.Module<Tensor, Tensor> deeper = nn.Sequential(("0", nn.Linear(4, 3)), ("1", nn.Linear(3, 3)));
        string before = NetworkState.Of([encoder, decoder, wider, deeper]);
        Refused(() => VariationalAutoencoder.Load(_path, encoder, wider), "decoder");
        Refused(() => VariationalAutoencoder.Load(_path, deeper, decoder), "encoder");
        Refused(() => ConditionalVariationalAutoencoder.Load(_path, encoder, decoder), "saved variational autoencoder");
        Assert.That(NetworkState.Of([encoder, decoder, wider, deeper]), Is.EqualTo(before));
    }

    [Test]
    public void Load_DamagedFiles_AreRefusedUnchanged()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("gaussian.learnt");
        model.Save(_path);
        byte[] whole = File.ReadAllBytes(_path);
        using nn.Module<Tensor, Tensor> encoder = Autoencoders.Encoder();
        using nn.Module<Tensor, Tensor> decoder = Autoencoders.Decoder("gaussian.learnt");
        string before = NetworkState.Of([encoder, decoder]);
        File.WriteAllBytes(_path, whole[..^1]);
        Refused(() => VariationalAutoencoder.Load(_path, encoder, decoder), "cannot be read");
        foreach ((string from, string to, string wrong) in new[]
        {
            ("\"latents\":\"2\"", "\"latents\":\"3\"", "latent.weight"),
            ("\"latents\":\"2\"", "\"latents\":\"0\"", "latents"),
            ("\"beta\":\"1\"", "\"beta\":\"0\"", "Beta"),
            ("\"gaussian\"", "\"gauzzian\"", "gauzzian"),
            ("\"Learnt\"", "\"Lernet\"", "scale_from"),
            ("\"conditions\":\"0\"", "\"conditions\":\"1\"", "latent.weight"),
        })
        {
            File.WriteAllBytes(_path, Replaced(whole, from, to));
            Refused(() => VariationalAutoencoder.Load(_path, encoder, decoder), wrong);
        }

        Assert.That(NetworkState.Of([encoder, decoder]), Is.EqualTo(before));
    }

    [Test]
    public void SaveAndLoad_LeakNothing()
    {
        using VariationalAutoencoder model = Autoencoders.Plain("gaussian.learnt");
        Leaks.AssertNone(() => model.Save(_path));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        VariationalAutoencoder.Load(_path, Autoencoders.Encoder(), Autoencoders.Decoder("gaussian.learnt")).Dispose();
        Assert.That(DisposeScopeManager.Statistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    private static void Refused(Func<IDisposable> load, string wrong) =>
        Assert.That(() => load(), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(wrong));

    private static byte[] Replaced(byte[] file, string from, string to)
    {
        string text = System.Text.Encoding.Latin1.GetString(file);
        Assert.That(text, Does.Contain(from));
        Assert.That(to, Has.Length.EqualTo(from.Length));
        return System.Text.Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
    }
}
