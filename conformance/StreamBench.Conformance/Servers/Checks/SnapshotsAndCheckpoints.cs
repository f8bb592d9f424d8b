using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Folds a whole conversation and compares every snapshot, checkpoint and digest on the way.</summary>
internal sealed class SnapshotsAndCheckpoints : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var heard = await talk.HearAsync(null, cancellation);
        var reducer = new Reducer();
        foreach (var one in heard.Events)
        {
            var outcome = reducer.Apply(one.Event!).Own;
            if (one.Event is Snapshot or Checkpoint or TurnClose { Digest: not null })
            {
                run.Expect(
                    "right",
                    outcome.IsApplied,
                    $"event {one.Seq} ({one.Payload.Type}) does not fit the events before it: {outcome}"
                );
            }
        }

        // A snapshot of the end has to be asked for where none is in the log.
        await using var asked = await talk.OpenAsync(Transports.StreamRequest.AnyOtherCursor, cancellation);
        if (await asked.UntilAsync(one => one.Payload is StreamEvent or Bye, cancellation) is { Event: Snapshot })
        {
            run.ExpectSame(
                "on-request",
                "the state of a snapshot on request",
                Folding.Differences(reducer.State, Folding.Of(asked.Heard).State)
            );
        }
    }
}
