using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Http;

/// <summary>
/// Takes the notes and answers that a test service POSTs to <c>/runs/{run}/{n}</c>. The number counts from 1 in each run, because
/// requests may overtake one another: messages are taken in its order, and one that is sent again is taken once.
/// </summary>
internal sealed class CallbackListener : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, MessageOrder> orders = new(StringComparer.Ordinal);
    private readonly WebApplication app;
    private readonly Uri address;

    private CallbackListener(WebApplication app, Uri address) => (this.app, this.address) = (app, address);

    /// <summary>Listens on a free loopback port.</summary>
    internal static async Task<CallbackListener> StartAsync(
        OpenRuns runs,
        ClientLimits limits,
        CancellationToken cancellation
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        ListenOptions? listen = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.MaxLineBytes;
            kestrel.Listen(IPAddress.Loopback, 0, options => listen = options);
        });
        var host = builder.Build();
        CallbackListener? listener = null;
        host.MapPost(
            "/runs/{run}/{n:int:min(1)}",
            (HttpContext http, string run, int n) => listener!.TakeAsync(http, run, n, runs, limits)
        );
        await host.StartAsync(cancellation);
        listener = new CallbackListener(host, new Uri($"http://{listen!.IPEndPoint}"));
        return listener;
    }

    /// <summary>Where messages about a run go; <c>/1</c>, <c>/2</c> … follow.</summary>
    internal string AddressOf(string run)
    {
        orders[run] = new MessageOrder();
        return $"{address.AbsoluteUri}runs/{Uri.EscapeDataString(run)}";
    }

    /// <summary>What is known of a run that does not end.</summary>
    internal string Missing(string run) =>
        orders.GetValueOrDefault(run)?.Missing is { } n
            ? $"message {n} to its callback never came, but later ones did"
            : "neither POST /case nor its callback brought an answer";

    /// <summary>Takes no more messages about a run.</summary>
    internal void Forget(string run) => orders.TryRemove(run, out _);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http, string run, int n, OpenRuns runs, ClientLimits limits)
    {
        if (!orders.TryGetValue(run, out var order))
        {
            http.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }

        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var message = MessageReader.Read(body.ToArray(), limits.MaxDepth);
        var blame =
            Of(message) is { } named && named != run
                ? $"$.run: \"{named}\" was sent to the callback of \"{run}\""
                : order.Take(
                    n,
                    message,
                    taken =>
                        runs.Take(
                            taken is ClientMessage.Malformed(_, var why) ? new ClientMessage.Malformed(run, why) : taken
                        )
                );
        if (blame is not null)
        {
            runs.Take(new ClientMessage.Malformed(run, blame));
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(blame, http.RequestAborted);
        }
    }

    private static string? Of(ClientMessage message) =>
        message switch
        {
            ClientMessage.CaseAnswered(var answer) => answer.Run,
            ClientMessage.Noted(var note) => note.Run,
            _ => null,
        };
}
