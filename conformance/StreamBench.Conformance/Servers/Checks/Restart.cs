using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;
using StreamBench.Transports;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Starts the server again in mid-turn and comes back with the old cursor.</summary>
internal sealed class Restart : IServerCheck
{
    private const int EventsBefore = 6;

    public Task RunAsync(ServerRun run, CancellationToken cancellation) =>
        run.Plan.Variant!.Name == "mid-turn" ? MidTurnAsync(run, cancellation) : ApprovalWaitsAsync(run, cancellation);

    private static async Task ApprovalWaitsAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation, "S-APPR");
        await using (var listener = await talk.OpenAsync(null, cancellation))
        {
            await listener.UntilAsync(one => one.Event is ApprovalRequest, cancellation);
        }

        await run.RestartAsync(cancellation);
        var taken = await talk.DecideAsync("ap1", Decisions.Approved, "k1", cancellation);

        // Kept, cancelled or forgotten with the whole conversation: all are honest, as long as it is said.
        run.Expect(
            "after-restart",
            taken.Status is 200 or 404 or 409 or 410,
            $"a decision after a restart was answered {Talk.Told(taken)}, expected 200 where it is kept, otherwise 404, 409 or 410"
        );
    }

    private static async Task MidTurnAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var before = await talk.OpenAsync(null, cancellation);
        await before.EventsAsync(EventsBefore, cancellation);
        await before.DisposeAsync();
        var received = Sequences.UpToCursor(before);

        await run.RestartAsync(cancellation);
        await using var after = await talk.OpenAsync(before.Cursor, cancellation);
        await after.UntilAsync(one => one.Payload is StreamEvent or Bye || IsKept(one.Payload as Hello), cancellation);

        if (after.Hello is not { } hello)
        {
            run.Expect(
                "said",
                after.End
                    is { Kind: StreamEndKind.Refused, Status: 400 or 403 or 404 or 409 or 410 }
                        or { Kind: StreamEndKind.Finished },
                $"after a restart the old cursor was answered {after.End?.Kind} {after.End?.Status}, expected a snapshot, the events after it, or 404 or 410"
            );
            return;
        }

        if (IsKept(hello))
        {
            // The log was kept: then it goes on where it was.
            await after.UntilAsync(one => one.Payload is StreamEvent or Bye, cancellation);
            var last = received.Count == 0 ? 0 : received[^1].Seq;
            var first = after.Events.FirstOrDefault();
            run.Expect(
                "said",
                hello.Epoch == received[^1].Event!.Epoch && (first is null || first.Seq == last + 1),
                $"hello says {hello.Resume} of epoch {hello.Epoch} and begins with event {first?.Seq}, expected event {last + 1} of epoch {received[^1].Event!.Epoch}, or a reset"
            );
            return;
        }

        run.Expect(
            "said",
            after.Events.FirstOrDefault()?.Event is Snapshot,
            $"hello says {hello.Resume}, and no snapshot follows"
        );
    }

    private static bool IsKept(Hello? hello) => hello?.Resume is ResumeMode.Live or ResumeMode.Replay;
}
