using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Drops the stream right behind a control frame: the next resume must not start there.</summary>
internal sealed class ControlFrames : IServerCheck
{
    /// <summary>A heartbeat that takes longer is not waited for.</summary>
    private const int LongestHeartbeatMs = 5_000;

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var first = await talk.OpenAsync(null, cancellation);
        await (
            run.Plan.Variant!.Name == "hello"
                ? ToHelloAsync(first, cancellation)
                : ToHeartbeatAsync(run, first, cancellation)
        );
        await first.DisposeAsync();
        await first.AnswerAllAsync(cancellation);

        // A client that took the cursor of a control frame for its own resumes there.
        var last = first.Heard.LastOrDefault(one => one.Cursor is not null);
        var received = last is null
            ? []
            : first.Events.Where(one =>
                one.Seq <= Sequences.UpToCursor(first).Select(e => e.Seq).DefaultIfEmpty().Max()
            );
        var rest = await talk.HearAsync(last?.Cursor, cancellation);

        var blame = Sequences.Blame([.. received, .. rest.Events]);
        run.Expect("nothing-lost", blame is null, $"after the resume: {blame}");
        var control = first.Heard.Concat(rest.Heard).FirstOrDefault(one => one.Event is null && one.Cursor is not null);
        run.Expect("no-cursor", control is null, $"{control?.Payload.Type} carries the resume point {control?.Cursor}");
    }

    private static async Task ToHelloAsync(Listener listener, CancellationToken cancellation)
    {
        if (
            await listener.UntilAsync(one => one.Payload is Hello or StreamEvent, cancellation)
            is not { Payload: Hello }
        )
        {
            throw new ServerFaultException("the stream does not begin with hello");
        }
    }

    private static async Task ToHeartbeatAsync(ServerRun run, Listener listener, CancellationToken cancellation)
    {
        await listener.UntilAsync(one => one.Event is ApprovalRequest, cancellation);
        var every = listener.Hello?.HeartbeatMs ?? 0;
        if (every is <= 0 or > LongestHeartbeatMs)
        {
            throw new NotServedException(
                $"hello declares no heartbeat within {LongestHeartbeatMs / 1000} s, but {every} ms"
            );
        }

        // Heartbeats of an event stream may be comments, which nobody reports.
        await listener.ReadWithinAsync(run.Settings.Scale((every * 2) + 1_000), cancellation);
    }
}
