using StreamBench.Conformance.Servers.Running;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>What was said has to arrive while the server waits for an answer, and silence has to be filled.</summary>
internal sealed class FlushAndHeartbeats : IServerCheck
{
    /// <summary>How late a heartbeat may be on top of the rule's 1.5 intervals: a busy machine is no fault of the server.</summary>
    private const int SlackMs = 1_500;

    private const int LongestIdleMs = 6_000;

    public Task RunAsync(ServerRun run, CancellationToken cancellation) =>
        run.Plan.Variant!.Name switch
        {
            "flush" => FlushAsync(run, cancellation),
            "pace" => PaceAsync(run, cancellation),
            _ => HeartbeatsAsync(run, cancellation),
        };

    // The turn waits for the decision, so nothing later can push out what is held back.
    private static async Task FlushAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation, "S-APPR");
        await using var listener = await talk.OpenAsync(null, cancellation);
        await listener.UntilAsync(one => one.Event is ApprovalRequest, cancellation);
        run.Expect(
            "flushed",
            listener.Events.Any(one => one.Event is ApprovalRequest),
            "what is said before a question did not arrive before the answer"
        );
    }

    // Ten words, 50 ms apart: even a very late reader cannot get them in less time than lies between them.
    private static async Task PaceAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = run.Talk("S-PACE");
        await talk.BeginAsync(cancellation);
        await using var listener = await talk.OpenAsync(null, cancellation);
        await listener.ToEndAsync(cancellation);
        var words = listener
            .Events.Where(one =>
                one.Event is TextAppend && one.Event.Item?.EndsWith("-user", StringComparison.Ordinal) != true
            )
            .Select(one => one.At)
            .ToList();
        var spread = words.Count > 1 ? words[^1] - words[0] : TimeSpan.Zero;
        run.Expect(
            "incremental",
            words.Count > 1 && spread.TotalMilliseconds >= 200,
            $"ten words that are said within 450 ms came within {spread.TotalMilliseconds:F0} ms: they were held back"
        );
    }

    private static async Task HeartbeatsAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation, "S-APPR");
        await using var listener = await talk.OpenAsync(null, cancellation);
        await listener.UntilAsync(one => one.Event is ApprovalRequest, cancellation);
        var every = listener.Hello?.HeartbeatMs ?? 0;
        run.Expect("declared", every > 0, "hello declares no heartbeat interval");
        if (every <= 0)
        {
            return;
        }

        var limit = run.Settings.Scale((every * 1.5) + SlackMs);
        await using var watch = await SilenceWatch.OpenAsync(talk, cancellation);
        for (var beat = 0; beat < Math.Clamp(LongestIdleMs / every, 1, 3); beat++)
        {
            run.Expect(
                "in-time",
                await watch.HearsWithinAsync(limit, cancellation),
                $"nothing filled a silence of {limit.TotalMilliseconds:F0} ms; hello declares a heartbeat every {every} ms"
            );
        }
    }
}
