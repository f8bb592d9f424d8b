using System.Net.Sockets;
using StreamBench.Conformance.Clients;
using StreamBench.Transports.Http;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>A server that somebody else has started.</summary>
/// <param name="introduction">Where it is.</param>
public sealed class RunningServer(ServerIntroduction introduction) : IServerUnderTest
{
    /// <inheritdoc/>
    public bool CanRestart => false;

    /// <inheritdoc/>
    public string Log => "";

    /// <inheritdoc/>
    public async Task<ServerIntroduction> StartAsync(CancellationToken cancellation)
    {
        using var http = TransportHttp.Create();
        using var ask = new HttpRequestMessage(HttpMethod.Get, introduction.Url);
        try
        {
            // Any answer will do: whether it is the right server is what the cases find out.
            using var answer = await http.SendAsync(ask, cancellation);
            return introduction;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            throw new ClientUnavailableException(
                $"nothing answers at {introduction.Url}: {e.Message}; start the server first, or let --server-cmd start it",
                e
            );
        }
    }

    /// <inheritdoc/>
    public Task<ServerIntroduction> RestartAsync(CancellationToken cancellation) =>
        throw new NotSupportedException("only a server with a command can be started again");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
