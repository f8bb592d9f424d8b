using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Channels;
using StreamBench.Load.Engine.Portable;
using StreamBench.Load.Plans;
using StreamBench.Protocol.Wire;
using StreamBench.Transports;
using StreamBench.Transports.Grpc;

namespace StreamBench.Load.Running;

/// <summary>
/// What streams need done beside themselves: questions answered, conversations forgotten, disturbed paths made as new. Done
/// away from the engine's threads.
/// </summary>
internal sealed class Errands : IAsyncDisposable
{
    /// <summary>Errands that may wait; one more is refused and counted.</summary>
    private const int MostWaiting = 1 << 16;

    private const int Runners = 8;

    private readonly ILoadServer server;
    private readonly LoadTarget target;
    private readonly HttpMessageInvoker http;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentQueue<int> freePaths;
    private readonly Channel<Func<CancellationToken, ValueTask>> waiting = Channel.CreateBounded<
        Func<CancellationToken, ValueTask>
    >(MostWaiting);
    private readonly Task[] runners;
    private long failed;

    /// <summary>Starts those who run them.</summary>
    /// <param name="server">Where they run to.</param>
    /// <param name="target">In which version of HTTP, and whether by calls.</param>
    /// <param name="tls">Whose certificates they believe.</param>
    internal Errands(ILoadServer server, LoadTarget target, SslClientAuthenticationOptions tls)
    {
        (this.server, this.target) = (server, target);
        http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                SslOptions = tls,
            }
        );
        freePaths = new ConcurrentQueue<int>(Enumerable.Range(1, server.DisturbedPaths.Length));
        runners = [.. Enumerable.Range(0, Runners).Select(_ => Task.Run(RunAsync))];
    }

    /// <summary>Errands that could not be done; the streams that waited for them show it.</summary>
    internal long Failed => Volatile.Read(ref failed);

    /// <summary>A disturbed path that nobody uses; 0 when all are taken.</summary>
    internal int TakePath() => freePaths.TryDequeue(out var path) ? path : 0;

    /// <summary>Sends what a user says beside the stream.</summary>
    internal void Send(WireRequest request, IEnumerable<KeyValuePair<string, string>> headers) =>
        Add(cancellation => SendAsync(request, headers, cancellation));

    /// <summary>A stream is over: its conversation may be forgotten and its path used again.</summary>
    internal void Finish(string conversation, int path) =>
        Add(async cancellation =>
        {
            server.Forget(conversation);
            if (path > 0)
            {
                await server.RenewAsync(path - 1, cancellation);
                freePaths.Enqueue(path);
            }
        });

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await stopping.CancelAsync();
        await Task.WhenAll(runners);
        http.Dispose();
        stopping.Dispose();
    }

    private void Add(Func<CancellationToken, ValueTask> errand)
    {
        if (!waiting.Writer.TryWrite(errand))
        {
            Interlocked.Increment(ref failed);
        }
    }

    private async Task RunAsync()
    {
        await foreach (var errand in waiting.Reader.ReadAllAsync())
        {
            try
            {
                await errand(stopping.Token);
            }
            catch (Exception e)
                when (e is HttpRequestException or IOException or SocketException or OperationCanceledException)
            {
                if (!stopping.IsCancellationRequested)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }
    }

    private async ValueTask SendAsync(
        WireRequest request,
        IEnumerable<KeyValuePair<string, string>> headers,
        CancellationToken cancellation
    )
    {
        using var message = Message(request);
        foreach (var (name, value) in headers.Concat(request.Headers))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await http.SendAsync(message, cancellation);
        if (!await IsDoneAsync(response, cancellation))
        {
            Interlocked.Increment(ref failed);
        }
    }

    private HttpRequestMessage Message(WireRequest request)
    {
        var at = new Uri(server.Address, server.Address.AbsolutePath.TrimEnd('/') + request.Path);
        return target.IsCalled
            ? GrpcCall.Make(at, request.Body.Span, ImmutableDictionary<string, string>.Empty)
            : new HttpRequestMessage(new HttpMethod(request.Method), at)
            {
                Version = target.HttpVersion,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ReadOnlyMemoryContent(request.Body),
            };
    }

    private async ValueTask<bool> IsDoneAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!target.IsCalled)
        {
            return (int)response.StatusCode < 400;
        }

        var end = CallEnding.OfHead(response);
        if (end is null)
        {
            await response.Content.CopyToAsync(Stream.Null, cancellation);
            end = CallEnding.OfTrailers(response);
        }

        return end is { Kind: StreamEndKind.Completed };
    }
}
