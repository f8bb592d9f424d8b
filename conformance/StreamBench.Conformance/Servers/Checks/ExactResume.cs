using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Cuts the stream behind event k while the turn runs, and resumes with its cursor.</summary>
internal sealed class ExactResume : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var cut = await talk.OpenAsync(null, cancellation);
        await cut.EventsAsync(run.Plan.Position!.Value, cancellation);
        await cut.DisposeAsync();
        var received = Sequences.UpToCursor(cut);

        var rest = await talk.HearAsync(cut.Cursor, cancellation);
        var whole = await talk.HearAsync(null, cancellation);

        var last = received.Count == 0 ? 0 : received[^1].Seq;
        var overlap = rest.Events.Count(one => one.Seq <= last && one.Event is not Snapshot);
        run.Expect(
            "not-repeated",
            overlap == 0,
            $"{overlap} events at or before event {last}, whose cursor was sent, came again"
        );
        if (!rest.Events.Any(one => one.Event is Snapshot))
        {
            var blame =
                rest.Events.Any() || last < whole.Events.Count()
                    ? Sequences.Blame(rest.Events.SkipWhile(one => one.Seq <= last), last + 1)
                    : null;
            run.Expect("not-missing", blame is null, $"resumed after event {last}: {blame}");
        }

        var (expected, actual) = (Folding.Of(whole.Heard), Folding.Of([.. received, .. rest.Heard]));
        run.ExpectSame("same-state", "the state after the resume", Folding.Differences(expected.State, actual.State));
        var said = whole.Events.ToDictionary(one => one.Seq, one => one.Content);
        var other = received
            .Concat(rest.Events)
            .FirstOrDefault(one =>
                said.TryGetValue(one.Seq, out var content) && one.Event is not Snapshot && content != one.Content
            );
        run.Expect("same-events", other is null, $"event {other?.Seq} is another one when it is read again");
    }
}
