using System.Net;

namespace LeNetMnist.Tests.Data;

/// <summary>Answers requests by host name from memory; hosts that it does not know cannot be resolved.</summary>
internal sealed class FakeMirrors : HttpMessageHandler
{
    private readonly Dictionary<string, Func<string, HttpResponseMessage>> _hosts = [];

    /// <summary>The addresses asked for, in order.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Makes a host answer with what <paramref name="answer"/> gives for a file name.</summary>
    public void Serve(string host, Func<string, HttpContent> answer) =>
        _hosts[host] = name => new HttpResponseMessage(HttpStatusCode.OK) { Content = answer(name) };

    /// <summary>Makes a host answer with an error status.</summary>
    public void Fail(string host, HttpStatusCode status) => _hosts[host] = _ => new HttpResponseMessage(status);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri address = request.RequestUri!;
        Requests.Add(address.AbsoluteUri);
        return _hosts.TryGetValue(address.Host, out Func<string, HttpResponseMessage>? answer)
            ? Task.FromResult(answer(address.Segments[^1]))
            : throw new HttpRequestException(HttpRequestError.NameResolutionError, $"no such host: {address.Host}");
    }
}
