using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Listens for any sign of life on a silent stream. On event streams bytes count, since a comment is a heartbeat too.</summary>
internal sealed class SilenceWatch : IAsyncDisposable
{
    private readonly byte[] buffer = new byte[4096];
    private readonly Talk talk;
    private HttpResponseMessage? response;
    private Stream? body;
    private Listener? listener;
    private Task<int>? pending;

    private SilenceWatch(Talk talk) => this.talk = talk;

    internal static async Task<SilenceWatch> OpenAsync(Talk talk, CancellationToken cancellation)
    {
        var watch = new SilenceWatch(talk);
        if (talk.Run.Plan.Transport == "sse")
        {
            var link = talk.Run.Link;
            watch.response = await link.SendAsync(
                HttpMethod.Get,
                link.At(talk.Id, "/events"),
                cancellation,
                null,
                ("Accept", "text/event-stream")
            );
            watch.body = await watch.response.Content.ReadAsStreamAsync(cancellation);
        }
        else
        {
            watch.listener = await talk.OpenAsync(null, cancellation);
        }

        // What has been said already comes at once, and is no heartbeat.
        while (await watch.HearsWithinAsync(talk.Run.Settings.Scale(20), cancellation)) { }
        return watch;
    }

    /// <summary>Whether anything came within this time.</summary>
    internal async Task<bool> HearsWithinAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (listener is not null)
        {
            return await listener.ReadWithinAsync(patience, cancellation) is (true, not null);
        }

        pending ??= body!.ReadAsync(buffer, CancellationToken.None).AsTask();
        try
        {
            var read = await pending.WaitAsync(patience, talk.Run.Settings.Time, cancellation);
            pending = null;
            return read > 0;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (listener is not null)
        {
            await listener.DisposeAsync();
        }

        response?.Dispose();
        if (pending is not null)
        {
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
