using System.Text.Json;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Goes away behind event k, waits until the turn has ended without a listener, and comes back.</summary>
internal sealed class WorkGoesOn : IServerCheck
{
    private const int PatienceMs = 15_000;
    private const int BlindWaitMs = 2_000;

    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var cut = await talk.OpenAsync(null, cancellation);
        await cut.EventsAsync(run.Plan.Position!.Value, cancellation);
        await cut.DisposeAsync();

        await AwaitEndAsync(run, talk, cancellation);
        var rest = await talk.HearAsync(cut.Cursor, cancellation);

        var received = Sequences.UpToCursor(cut);
        var last = received.Count == 0 ? 0 : received[^1].Seq;
        var all = received.Concat(rest.Events.Where(one => one.Seq > last)).ToList();
        var blame = rest.Events.Any(one => one.Event is Snapshot) ? null : Sequences.Blame(all);
        run.Expect(
            "nothing-lost",
            blame is null,
            $"after {run.Plan.Position} events and a while without a listener: {blame}"
        );
        run.Expect(
            "completed",
            Folding.Of([.. received, .. rest.Heard]).State.Turns.Any(turn => turn.Status == TurnStatus.Completed),
            "the turn did not complete while nobody listened"
        );
    }

    // With a history it is known that the turn ended while nobody listened; without one there is only time.
    private static async Task AwaitEndAsync(ServerRun run, Talk talk, CancellationToken cancellation)
    {
        if (!run.Card.Capabilities.Contains(ServerCapabilities.History))
        {
            await Task.Delay(run.Settings.Scale(BlindWaitMs), run.Settings.Time, cancellation);
            return;
        }

        var asked = run.Settings.Time.GetTimestamp();
        while (run.Settings.Time.GetElapsedTime(asked) < run.Settings.Scale(PatienceMs))
        {
            var history = await talk.HistoryAsync(cancellation);
            if (history.IsSuccess && HasEnded(history.Body))
            {
                run.Expect("goes-on", holds: true, "");
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30), run.Settings.Time, cancellation);
        }

        run.Expect(
            "goes-on",
            holds: false,
            $"{PatienceMs / 1000} s after its only reader left, the turn is still open in history"
        );
    }

    private static bool HasEnded(JsonElement history) =>
        history.Member("state").Items("turns").Select(turn => turn.Text("status")).ToList() is [_, ..] statuses
        && !statuses.Contains(TurnStatus.Open);
}
