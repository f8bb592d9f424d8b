using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;
using StreamBench.Protocol.Events;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Cancels a turn that runs, one that has ended and one that never was.</summary>
internal sealed class Cancel : IServerCheck
{
    public Task RunAsync(ServerRun run, CancellationToken cancellation) =>
        run.Plan.Variant!.Name switch
        {
            "running" => RunningAsync(run, cancellation),
            "finished" => FinishedAsync(run, cancellation),
            _ => UnknownAsync(run, cancellation),
        };

    private static async Task RunningAsync(ServerRun run, CancellationToken cancellation)
    {
        var bystander = await run.BeginAsync(cancellation);
        var talk = await run.BeginAsync(cancellation);
        await using var listener = await talk.OpenAsync(null, cancellation);
        await listener.UntilAsync(one => one.Event is ApprovalRequest, cancellation);

        var reply = await talk.CancelAsync(talk.Turn, cancellation);
        var close = await listener.UntilAsync(one => one.Event is TurnClose, cancellation);
        await listener.ToEndAsync(cancellation);
        var other = await bystander.HearAsync(null, cancellation);

        run.Expect(
            "taken",
            reply.Status is 200 or 202,
            $"cancelling a running turn was answered {Talk.Told(reply)}, expected 202"
        );
        var status = (close?.Event as TurnClose)?.Status;
        run.Expect("cancelled", status == TurnStatus.Cancelled, $"a cancelled turn closed as {status ?? "nothing"}");
        var closes = listener.Events.Count(one => one.Event is TurnClose);
        run.Expect("once", closes == 1, $"a cancelled turn closed {closes} times");
        run.Expect(
            "others",
            Folding.Of(other.Heard).State.Turns.All(turn => turn.Status == TurnStatus.Completed),
            "another conversation did not complete"
        );
    }

    private static async Task FinishedAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var before = await talk.HearAsync(null, cancellation);
        var reply = await talk.CancelAsync(talk.Turn, cancellation);
        var after = await talk.HearAsync(null, cancellation);

        run.Expect(
            "refused",
            reply.Status is 404 or 409 or 410,
            $"cancelling a finished turn was answered {Talk.Told(reply)}, expected 409"
        );
        run.Expect(
            "untouched",
            before.Events.Count() == after.Events.Count(),
            "cancelling a finished turn changed the conversation"
        );
    }

    private static async Task UnknownAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        var reply = await talk.CancelAsync("no-such-turn", cancellation);
        var after = await talk.HearAsync(null, cancellation);

        run.Expect(
            "refused",
            reply.Status is 404 or 409,
            $"cancelling an unknown turn was answered {Talk.Told(reply)}, expected 404"
        );
        run.Expect(
            "untouched",
            Folding.Of(after.Heard).State.Turns.All(turn => turn.Status == TurnStatus.Completed),
            "cancelling an unknown turn touched another one"
        );
    }
}
