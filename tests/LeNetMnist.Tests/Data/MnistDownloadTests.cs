using System.Net;
using System.Security.Cryptography;
using System.Text;
using LeNetMnist.Data;

namespace LeNetMnist.Tests.Data;

internal sealed class MnistDownloadTests
{
    private const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly Uri[] Mirrors = [new("https://first.test/data/"), new("https://second.test/")];

    private TemporaryFolder _cache = null!;
    private FakeMirrors _mirrors = null!;

    [SetUp]
    public void SetUp()
    {
        _cache = new TemporaryFolder();
        _mirrors = new FakeMirrors();
    }

    [TearDown]
    public void TearDown()
    {
        _mirrors.Dispose();
        _cache.Dispose();
    }

    [Test]
    public void Fetch_EmptyCache_DownloadsEveryFile()
    {
        _mirrors.Serve("first.test", Good);

        string folder = Download().Fetch();

        Assert.That(folder, Is.EqualTo(_cache.Path));
        Assert.That(_cache.FileNames(), Is.EqualTo(new[] { "a.gz", "b.gz" }));
        Assert.That(File.ReadAllBytes(Path.Combine(folder, "b.gz")), Is.EqualTo(Content("b.gz")));
        Assert.That(_mirrors.Requests, Is.EqualTo(new[] { "https://first.test/data/a.gz", "https://first.test/data/b.gz" }));
    }

    [Test]
    public void Fetch_FullCache_AsksNobody()
    {
        FillCache();

        Download().Fetch();

        Assert.That(_mirrors.Requests, Is.Empty);
    }

    [Test]
    public void Fetch_DamagedFileInCache_ReplacesIt()
    {
        FillCache();
        _cache.Write("b.gz", [1, 2, 3]);
        _mirrors.Serve("first.test", Good);

        Download().Fetch();

        Assert.That(_mirrors.Requests, Is.EqualTo(new[] { "https://first.test/data/b.gz" }));
        Assert.That(File.ReadAllBytes(Path.Combine(_cache.Path, "b.gz")), Is.EqualTo(Content("b.gz")));
    }

    [Test]
    public void Fetch_CacheFolderMissing_MakesIt()
    {
        _mirrors.Serve("first.test", Good);
        string inner = Path.Combine(_cache.Path, "deep", "down");

        Download(inner).Fetch();

        Assert.That(Directory.GetFiles(inner), Has.Length.EqualTo(2));
    }

    [Test]
    public void Fetch_FirstMirrorUnreachable_UsesTheSecondAndStaysWithIt()
    {
        _mirrors.Serve("second.test", Good);

        Download().Fetch();

        Assert.That(
            _mirrors.Requests,
            Is.EqualTo(new[] { "https://first.test/data/a.gz", "https://second.test/a.gz", "https://second.test/b.gz" }));
        Assert.That(_cache.FileNames(), Is.EqualTo(new[] { "a.gz", "b.gz" }));
    }

    [Test]
    public void Fetch_FirstMirrorAnswersWithError_UsesTheSecond()
    {
        _mirrors.Fail("first.test", HttpStatusCode.ServiceUnavailable);
        _mirrors.Serve("second.test", Good);

        Download().Fetch();

        Assert.That(_cache.FileNames(), Is.EqualTo(new[] { "a.gz", "b.gz" }));
    }

    [Test]
    public void Fetch_ConnectionBreaks_UsesTheSecondMirrorAndLeavesNoRest()
    {
        _mirrors.Serve("first.test", name => new StreamContent(new BrokenStream(Content(name)[..100])));
        _mirrors.Serve("second.test", Good);

        Download().Fetch();

        Assert.That(_cache.FileNames(), Is.EqualTo(new[] { "a.gz", "b.gz" }));
        Assert.That(File.ReadAllBytes(Path.Combine(_cache.Path, "a.gz")), Is.EqualTo(Content("a.gz")));
    }

    [Test]
    public void Fetch_WrongChecksum_SaysFileAndBothHashesAndLeavesCacheClean()
    {
        _mirrors.Serve("first.test", name => name == "a.gz" ? Good(name) : new ByteArrayContent([]));

        InvalidDataException refusal = Assert.Throws<InvalidDataException>(() => Download().Fetch())!;

        Assert.That(refusal.Message, Does.Contain("b.gz").And.Contain(Hash("b.gz")).And.Contain(HashOfNothing));
        Assert.That(_cache.FileNames(), Is.EqualTo(new[] { "a.gz" }));
    }

    [Test]
    public void Fetch_Offline_SaysWhatWasTriedAndWhy()
    {
        MnistUnavailableException refusal = Assert.Throws<MnistUnavailableException>(() => Download().Fetch())!;

        Assert.That(refusal.Attempts, Has.Count.EqualTo(2));
        Assert.That(refusal.Attempts[0], Does.Contain("https://first.test/data/").And.Contain("no such host: first.test"));
        Assert.That(refusal.Attempts[1], Does.Contain("https://second.test/").And.Contain("no such host: second.test"));
        Assert.That(refusal.Message, Does.Contain("a.gz"));
        Assert.That(_mirrors.Requests, Has.Count.EqualTo(2));
        Assert.That(_cache.FileNames(), Is.Empty);
    }

    [Test]
    public void Fetch_MirrorsTooSlow_CountsAsUnavailable()
    {
        _mirrors.Serve("first.test", _ => throw new TaskCanceledException("too slow", new TimeoutException()));
        _mirrors.Fail("second.test", HttpStatusCode.NotFound);

        MnistUnavailableException refusal = Assert.Throws<MnistUnavailableException>(() => Download().Fetch())!;

        Assert.That(refusal.Attempts[0], Does.Contain("no answer in time"));
        Assert.That(refusal.Attempts[1], Does.Contain("404"));
    }

    [Test]
    public void Fetch_Progress_CountsBytesUpToTheTotal()
    {
        _mirrors.Serve("first.test", Good);
        Recorder recorder = new();

        Download().Fetch(recorder);

        Assert.That(recorder.Reports.Select(report => report.File).Distinct(), Is.EqualTo(new[] { "a.gz", "b.gz" }));
        Assert.That(recorder.Reports.Where(report => report.File == "a.gz").Select(report => report.Bytes), Is.Ordered.And.Unique);
        Assert.That(recorder.Reports[^1], Is.EqualTo(("b.gz", (long)Content("b.gz").Length, (long?)Content("b.gz").Length)));
    }

    [Test]
    public void Fetch_CancelledOnTheWay_StopsAndLeavesNoRest()
    {
        _mirrors.Serve("first.test", Good);
        using CancellationTokenSource source = new();
        Recorder recorder = new() { OnReport = source.Cancel };

        Assert.That(() => Download().Fetch(recorder, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_cache.FileNames(), Is.Empty);
        Assert.That(_mirrors.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    [NonParallelizable]
    public void DefaultCache_VariableSet_IsAFolderInside()
    {
        string? before = Environment.GetEnvironmentVariable("UNCERTAINTY_CACHE");
        try
        {
            Environment.SetEnvironmentVariable("UNCERTAINTY_CACHE", _cache.Path);
            Assert.That(MnistDownload.DefaultCache(), Is.EqualTo(Path.Combine(_cache.Path, "mnist")));
            Environment.SetEnvironmentVariable("UNCERTAINTY_CACHE", null);
            Assert.That(MnistDownload.DefaultCache(), Does.EndWith(Path.Combine("uncertainty", "mnist")));
        }
        finally
        {
            Environment.SetEnvironmentVariable("UNCERTAINTY_CACHE", before);
        }
    }

    [Test]
    public void Files_AreTheOnesThatTheFolderReaderLooksFor() =>
        Assert.That(RemoteFile.Mnist.Select(file => file.Name), Is.EqualTo(IdxFolder.FileNames.Select(name => name + ".gz")));

    [Test]
    public void Files_RealMnist_HaveTheseHashes()
    {
        string folder = Path.Combine(RealData.Folder(), "mnist");
        foreach (RemoteFile file in RemoteFile.Mnist)
        {
            byte[] content = File.ReadAllBytes(Path.Combine(folder, file.Name));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(content)), Is.EqualTo(file.Sha256), file.Name);
        }
    }

    private static byte[] Content(string name) => [.. Enumerable.Repeat(Encoding.ASCII.GetBytes(name), 50_000).SelectMany(part => part)];

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Content(name)));

    private static ByteArrayContent Good(string name) => new(Content(name));

    private MnistDownload Download(string? cache = null) => new(cache ?? _cache.Path, _mirrors)
    {
        Files = [new RemoteFile("a.gz", Hash("a.gz")), new RemoteFile("b.gz", Hash("b.gz"))],
        Mirrors = Mirrors,
    };

    private void FillCache()
    {
        _cache.Write("a.gz", Content("a.gz"));
        _cache.Write("b.gz", Content("b.gz"));
    }

    private sealed class Recorder : IProgress<(string File, long Bytes, long? Total)>
    {
        public List<(string File, long Bytes, long? Total)> Reports { get; } = [];

        public Action? OnReport { get; init; }

        public void Report((string File, long Bytes, long? Total) value)
        {
            Reports.Add(value);
            OnReport?.Invoke();
        }
    }
}
