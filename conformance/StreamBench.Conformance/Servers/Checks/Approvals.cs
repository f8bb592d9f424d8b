using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>An approval has one effect, however often it is decided, and is still there after a reconnect.</summary>
internal sealed class Approvals : IServerCheck
{
    public Task RunAsync(ServerRun run, CancellationToken cancellation) =>
        run.Plan.Variant!.Name switch
        {
            "twice" => TwiceAsync(run, cancellation),
            "expired" => ExpiredAsync(run, cancellation),
            _ => ReconnectAsync(run, cancellation),
        };

    private static async Task TwiceAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var listener = await talk.OpenAsync(null, cancellation);
        var id = await AskedAsync(listener, cancellation);

        var first = await talk.DecideAsync(id, Decisions.Approved, "k1", cancellation);
        var again = await talk.DecideAsync(id, Decisions.Approved, "k1", cancellation);
        var other = await talk.DecideAsync(id, Decisions.Rejected, "k2", cancellation);
        var unknown = await talk.DecideAsync("no-such-approval", Decisions.Approved, "k3", cancellation);
        await listener.ToEndAsync(cancellation);

        run.Expect("taken", first.Status == 200, $"a decision was answered {Talk.Told(first)}, expected 200");
        run.Expect(
            "repeated",
            again.Status == 200,
            $"the same decision with the same key was answered {Talk.Told(again)}, expected 200"
        );
        run.Expect(
            "conflict",
            other.Status is 409 or 410,
            $"another decision was answered {Talk.Told(other)}, expected 409"
        );
        run.Expect(
            "unknown",
            unknown.Status == 404,
            $"a decision of an unknown approval was answered {Talk.Told(unknown)}, expected 404"
        );
        var effects = listener
            .Events.Select(one => one.Event)
            .OfType<ApprovalDecision>()
            .Where(one => one.Approval == id)
            .Select(one => one.Decision)
            .ToList();
        run.Expect(
            "one-effect",
            effects is [Decisions.Approved],
            $"the stream tells the decisions {string.Join(", ", effects)}, expected approved once"
        );
    }

    private static async Task ExpiredAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation, "S-EXPIRY");
        await using var listener = await talk.OpenAsync(null, cancellation);
        var id = await AskedAsync(listener, cancellation);
        var decided = await listener.UntilAsync(one => one.Event is ApprovalDecision, cancellation);

        var late = await talk.DecideAsync(id, Decisions.Approved, "k1", cancellation);

        run.Expect(
            "expires",
            decided?.Event is ApprovalDecision { Decision: Decisions.Expired },
            "an approval that nobody decides in time is not told as expired"
        );
        run.Expect(
            "late",
            late.Status is 409 or 410,
            $"a decision after the expiry was answered {Talk.Told(late)}, expected 410"
        );
    }

    private static async Task ReconnectAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var first = await talk.OpenAsync(null, cancellation);
        var id = await AskedAsync(first, cancellation);
        await first.DisposeAsync();

        await using (var anew = await talk.OpenAsync(null, cancellation))
        {
            await anew.UntilAsync(
                one => Folding.Of(anew.Heard).State.Approvals.Any(a => a.Id == id) || one.Payload is Bye,
                cancellation
            );
            run.Expect(
                "announced",
                Folding.Of(anew.Heard).State.Approvals.Any(a => a.Id == id && a.Decision is null),
                "a reader that comes while an approval waits is not told of it"
            );
        }

        var taken = await talk.DecideAsync(id, Decisions.Approved, "k1", cancellation);
        run.Expect(
            "taken",
            taken.Status == 200,
            $"a decision after a reconnect was answered {Talk.Told(taken)}, expected 200"
        );
        var whole = await talk.HearAsync(null, cancellation);
        run.Expect(
            "one-effect",
            whole.Events.Count(one => one.Event is ApprovalDecision) == 1,
            "one decision was asked for, and the stream tells another number"
        );
    }

    private static async Task<string> AskedAsync(Listener listener, CancellationToken cancellation) =>
        await listener.UntilAsync(one => one.Event is ApprovalRequest, cancellation)
            is { Event: ApprovalRequest request }
            ? request.Approval
            : throw new ServerFaultException("the turn asked for no approval");
}
