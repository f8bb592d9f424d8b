using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>One reader stalls while nine read: they must not wait for it, and it must not lose anything without a word.</summary>
internal sealed class SlowReader : IServerCheck
{
    private const int Readers = 9;

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var alone = await TimeAsync(run, await run.BeginAsync(cancellation), 1, cancellation);
        var talk = await run.BeginAsync(cancellation);
        await using var stalled = await talk.OpenAsync(null, cancellation);

        var together = await TimeAsync(run, talk, Readers, cancellation);

        // Generous: the point is that nine readers do not hang on the tenth, not how fast the machine is.
        var limit = (alone * Readers * 3) + TimeSpan.FromSeconds(2);
        run.Expect(
            "isolated",
            together <= limit,
            $"beside a stalled reader the others took {together.TotalSeconds:F1} s, expected at most {limit.TotalSeconds:F1} s"
        );

        await stalled.ToEndAsync(cancellation);
        var received = stalled.Events.ToList();
        if (!stalled.IsOver || received.Count == 0 || received[^1].Event is not TurnClose)
        {
            var rest = await talk.HearAsync(stalled.Cursor, cancellation);
            received.AddRange(rest.Events.Where(one => one.Seq > (received.Count == 0 ? 0 : received[^1].Seq)));
        }

        var blame = received.Exists(one => one.Event is Snapshot) ? null : Sequences.Blame(received);
        run.Expect("served-later", blame is null, $"the stalled reader went on, or resumed: {blame}");
    }

    private static async Task<TimeSpan> TimeAsync(ServerRun run, Talk talk, int readers, CancellationToken cancellation)
    {
        var began = run.Settings.Time.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => talk.HearAsync(null, cancellation)));
        return run.Settings.Time.GetElapsedTime(began);
    }
}
