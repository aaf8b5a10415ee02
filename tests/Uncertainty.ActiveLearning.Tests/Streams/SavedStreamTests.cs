using TorchSharp;
using Uncertainty.Bnn;
using Uncertainty.Testing;

namespace Uncertainty.ActiveLearning.Tests.Streams;

[TestFixture]
internal sealed class SavedStreamTests
{
    private static readonly StreamRule[] Rules = Enum.GetValues<StreamRule>();

    private string _path = string.Empty;

    [SetUp]
    public void Open() => _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [TearDown]
    public void Close() => File.Delete(_path);

    /// <summary>A stream that is saved and loaded again at every place decides as one that runs through.</summary>
    [Test]
    public void Load_AtEveryPlace_GoesOnAsIfNothingHadHappened([ValueSource(nameof(Rules))] StreamRule rule, [Values(null, 12)] int? window)
    {
        StreamSamplerOptions options = new()
        {
            Rule = rule,
            Window = window,
            Budget = 0.25,
            Threshold = rule == StreamRule.FixedThreshold ? 0.5 : null,
            Step = 0.07,
            Noise = 0.3,
            Seed = -4,
        };
        StreamSampler through = new(Scoring.FirstNumber, options);
        StreamSampler restarted = new(Scoring.FirstNumber, options);
        for (int i = 0; i < 150; i++)
        {
            restarted.Save(_path);
            restarted = StreamSampler.Load(_path, Scoring.FirstNumber);
            double score = Seeds.Uniform(5, i);
            Assert.That(restarted.Decide(score), Is.EqualTo(through.Decide(score)));
        }

        Assert.That(restarted.Options, Is.EqualTo(options));
        Assert.That((restarted.Inputs, restarted.Queries, restarted.Threshold), Is.EqualTo((through.Inputs, through.Queries, through.Threshold)));
        Assert.That(through.Queries, Is.GreaterThan(10));
    }

    [Test]
    public void SaveAndLoad_LeaveNoTensors()
    {
        StreamSampler sampler = new(Scoring.FirstNumber, new StreamSamplerOptions { Window = 20 });
        sampler.Decide(0.5);
        Leaks.AssertNone(() =>
        {
            sampler.Save(_path);
            StreamSampler.Load(_path, Scoring.FirstNumber);
        });
    }

    [TestCase("queries", "100")]
    [TestCase("inputs", "-1")]
    [TestCase("threshold", "-1")]
    [TestCase("budget", "2")]
    [TestCase("rule", "Guess")]
    [TestCase("window", "3")]
    public void Load_StateThatCannotBe_Throws(string key, string value)
    {
        Dictionary<string, string> settings = new()
        {
            ["rule"] = "VariableThreshold",
            ["budget"] = "0.1",
            ["window"] = "none",
            ["first_threshold"] = "none",
            ["step"] = "0.01",
            ["noise"] = "1",
            ["seed"] = "0",
            ["inputs"] = "50",
            ["queries"] = "2",
            ["threshold"] = "0.5",
        };
        Write();
        Assert.That(() => StreamSampler.Load(_path, Scoring.FirstNumber), Throws.Nothing);
        settings[key] = value;
        Write();
        Assert.That(() => StreamSampler.Load(_path, Scoring.FirstNumber), Throws.InstanceOf<InvalidDataException>().With.Message.Contains(_path));

        void Write()
        {
            using torch.Tensor none = torch.zeros(0, dtype: torch.ScalarType.Int64);
            TensorFile.Save(_path, "stream-sampler", 1, settings, [("recent_queries", none)]);
        }
    }

    [Test]
    public void Load_OtherFiles_Throws()
    {
        TensorFile.Save(_path, "stream-sampler", 2, [], []);
        Assert.That(() => StreamSampler.Load(_path, Scoring.FirstNumber), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("newer"));
        TensorFile.Save(_path, "something", 1, [], []);
        Assert.That(() => StreamSampler.Load(_path, Scoring.FirstNumber), Throws.InstanceOf<InvalidDataException>());
        new StreamSampler(Scoring.FirstNumber).Save(_path);
        byte[] whole = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, whole[..^20]);
        Assert.That(() => StreamSampler.Load(_path, Scoring.FirstNumber), Throws.InstanceOf<InvalidDataException>());
        Assert.That(() => StreamSampler.Load(_path, null!), Throws.ArgumentNullException.With.Property("ParamName").EqualTo("function"));
    }
}
