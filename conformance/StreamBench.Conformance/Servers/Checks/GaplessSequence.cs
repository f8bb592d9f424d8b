using StreamBench.Conformance.Servers.Running;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Reads a whole conversation and looks at numbers and cursors.</summary>
internal sealed class GaplessSequence : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var heard = await talk.HearAsync(null, cancellation);

        var blame = Sequences.Blame(heard.Events);
        run.Expect("gapless", blame is null, blame ?? "");
        // A long poll has one cursor for all of its events.
        var isPolled = run.Plan.Transport == "lp";
        var without = isPolled ? null : heard.Events.FirstOrDefault(one => one.Cursor is null);
        run.Expect(
            "cursors",
            without is null && heard.Cursor is not null,
            $"event {without?.Seq} has no cursor of its own"
        );
        var twice = heard
            .Events.Where(one => one.Cursor is not null)
            .GroupBy(one => one.Cursor)
            .FirstOrDefault(g => g.Count() > 1);
        run.Expect(
            "distinct",
            twice is null,
            $"events {string.Join(" and ", twice?.Select(one => one.Seq) ?? [])} have the same cursor"
        );
        run.Expect("ends", heard.Events.Any(one => one.Event is TurnClose), "the stream ended without turn.close");
    }
}
