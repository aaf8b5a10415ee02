using System.Security.Cryptography;

namespace LeNetMnist.Data;

/// <summary>
/// Keeps the four MNIST files in a cache folder, downloading what is missing or damaged from public mirrors. A file enters the cache
/// whole and with the right SHA-256, or not at all.
/// </summary>
internal sealed class MnistDownload
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(30);

    private readonly string _cache;
    private readonly HttpMessageHandler? _handler;

    /// <param name="cache">The folder to keep the files in; made when missing.</param>
    /// <param name="handler">Answers the requests; the caller's to dispose. Null: the network.</param>
    public MnistDownload(string cache, HttpMessageHandler? handler = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cache);
        _cache = cache;
        _handler = handler;
    }

    public IReadOnlyList<RemoteFile> Files { get; init; } = RemoteFile.Mnist;

    /// <summary>Base addresses, each with a slash at its end, in the order in which they are tried.</summary>
    public IReadOnlyList<Uri> Mirrors { get; init; } =
    [
        new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
        new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
    ];

    /// <summary>
    /// The folder <c>mnist</c> under <c>UNCERTAINTY_CACHE</c>; where that is not set, <c>uncertainty/mnist</c> in the user's folder for
    /// local application data (Windows) or caches (elsewhere).
    /// </summary>
    public static string DefaultCache()
    {
        string? chosen = Environment.GetEnvironmentVariable("UNCERTAINTY_CACHE");
        if (!string.IsNullOrWhiteSpace(chosen))
        {
            return Path.Combine(chosen, "mnist");
        }

        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "uncertainty", "mnist");
        }

        string? caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(string.IsNullOrWhiteSpace(caches) ? Path.Combine(home, ".cache") : caches, "uncertainty", "mnist");
    }

    /// <summary>Completes the cache and returns its folder. Needs no network when the cache is complete.</summary>
    /// <param name="progress">Told the file, the bytes received of it and, where the mirror says so, their total.</param>
    /// <param name="cancellationToken">Ends the download; the cache keeps the files that were already complete.</param>
    /// <exception cref="MnistUnavailableException">No mirror gave one of the files.</exception>
    /// <exception cref="InvalidDataException">A mirror gave a file with another SHA-256.</exception>
    public string Fetch(
        IProgress<(string File, long Bytes, long? Total)>? progress = null, CancellationToken cancellationToken = default) =>
        FetchAsync(progress, cancellationToken).GetAwaiter().GetResult();

    private async Task<string> FetchAsync(IProgress<(string File, long Bytes, long? Total)>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_cache);
        using HttpClient client = _handler is null
            ? new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout }) { Timeout = SilenceTimeout }
            : new HttpClient(_handler, disposeHandler: false) { Timeout = SilenceTimeout };
        int preferred = 0;
        foreach (RemoteFile file in Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!await IsCachedAsync(file, cancellationToken).ConfigureAwait(false))
            {
                preferred = await FetchFileAsync(client, file, preferred, progress, cancellationToken).ConfigureAwait(false);
            }
        }

        return _cache;
    }

    private async Task<bool> IsCachedAsync(RemoteFile file, CancellationToken cancellationToken)
    {
        string path = Path.Combine(_cache, file.Name);
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream content = File.OpenRead(path);
        byte[] hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
        return Convert.ToHexStringLower(hash) == file.Sha256;
    }

    /// <summary>Tries the mirrors in turn, the one that last answered first, and returns the index of the one that gave the file.</summary>
    private async Task<int> FetchFileAsync(
        HttpClient client,
        RemoteFile file,
        int preferred,
        IProgress<(string File, long Bytes, long? Total)>? progress,
        CancellationToken cancellationToken)
    {
        List<string> attempts = [];
        Exception? last = null;
        for (int turn = 0; turn < Mirrors.Count; turn++)
        {
            int index = (preferred + turn) % Mirrors.Count;
            try
            {
                await FetchFromAsync(client, Mirrors[index], file, progress, cancellationToken).ConfigureAwait(false);
                return index;
            }
            catch (HttpRequestException exception)
            {
                attempts.Add($"{Mirrors[index]}: {exception.Message}");
                last = exception;
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                attempts.Add($"{Mirrors[index]}: no answer in time.");
                last = exception;
            }
        }

        throw new MnistUnavailableException(file.Name, attempts, last);
    }

    private async Task FetchFromAsync(
        HttpClient client,
        Uri mirror,
        RemoteFile file,
        IProgress<(string File, long Bytes, long? Total)>? progress,
        CancellationToken cancellationToken)
    {
        Uri address = new(mirror, file.Name);
        using HttpResponseMessage response =
            await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();

        string partial = Path.Combine(_cache, $"{file.Name}.{Guid.NewGuid():N}.partial");
        try
        {
            string hash = await SaveAsync(response, partial, file.Name, progress, cancellationToken).ConfigureAwait(false);
            if (hash != file.Sha256)
            {
                throw new InvalidDataException($"{address}: expected SHA-256 {file.Sha256}, but got {hash}.");
            }

            File.Move(partial, Path.Combine(_cache, file.Name), overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<string> SaveAsync(
        HttpResponseMessage response,
        string path,
        string name,
        IProgress<(string File, long Bytes, long? Total)>? progress,
        CancellationToken cancellationToken)
    {
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using FileStream target = new(path, FileMode.CreateNew, FileAccess.Write);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 16];
        long received = 0;
        int read;
        while ((read = await ReceiveAsync(body, buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            received += read;
            progress?.Report((name, received, response.Content.Headers.ContentLength));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads on; a broken connection is the mirror's failure, unlike a full disk, which is ours.</summary>
    private static async Task<int> ReceiveAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(SilenceTimeout);
        try
        {
            return await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new HttpRequestException($"the connection broke: {exception.Message}", exception);
        }
    }
}
