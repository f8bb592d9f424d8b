using StreamBench.FaultProxy.Links;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>Carries out, in one direction of one connection, what the rules plan.</summary>
internal sealed class RulePipe(ConnectionRules rules, Direction direction, bool isConcerned) : IPipe
{
    /// <summary>How often a wait for something outside of the link is looked at.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(5);

    private readonly TrackedConnection connection = rules.Connection;
    private readonly MessageSide side = rules.Connection.SideOf(direction);
    private readonly Plan plan = rules.Connection.PlanOf(direction);

    public async ValueTask PipeAsync(Stage stage)
    {
        var info = connection.Info;
        TimeSpan Now() => info.Time.GetElapsedTime(info.AcceptedAt);

        connection.Exchange.IsHalfOpen = false;
        side.Attach(rules, Now(), isConcerned);
        await CarryOutAsync(stage);
        while (!stage.IsInterrupted && !plan.IsCut)
        {
            var read = await stage.ReadAsync(side.Deadline - Now());
            if (connection.Exchange.IsHalfOpen)
                await stage.HoldAsync();
            if (read is { } chunk)
                side.Accept(chunk.Bytes, Now());
            else if (stage.IsInterrupted)
                break;
            else if (stage.InputEnd is not null)
            {
                connection.Exchange.ClientHasLeft |= direction == Direction.Upstream;
                side.End(Now());
                await CarryOutAsync(stage);
                return;
            }
            else
                side.Tick(Now());
            await CarryOutAsync(stage);
            if (direction == Direction.Downstream)
                rules.RetireIfOver();
        }
        if (plan.IsCut)
            return;
        side.Detach();
        await CarryOutAsync(stage);
    }

    /// <summary>Does what was planned. Interrupted, it waits for nothing any more: what was held goes on.</summary>
    private async ValueTask CarryOutAsync(Stage stage)
    {
        var steps = plan.Steps;
        for (var i = 0; i < steps.Count; i++)
            await CarryOutAsync(stage, steps[i]);
        if (!plan.IsCut)
            plan.Clear();
    }

    private async ValueTask CarryOutAsync(Stage stage, PlanStep step)
    {
        switch (step.Kind)
        {
            case PlanStepKind.Write:
                for (var rest = step.Bytes; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, Link.ChunkSize)..])
                    await stage.WriteAsync(
                        new Chunk(rest[..Math.Min(rest.Length, Link.ChunkSize)], stage.Link.Time.GetTimestamp())
                    );
                break;
            case PlanStepKind.Wait:
                await stage.DelayAsync(step.Wait);
                break;
            case PlanStepKind.AwaitConnection:
                var streams = rules.Session.Streams;
                while (rules.Session.Streams == streams && await stage.DelayAsync(LookInterval)) { }
                break;
            case PlanStepKind.Stall:
                while (!connection.Exchange.ClientHasLeft && await stage.DelayAsync(LookInterval)) { }
                break;
            case PlanStepKind.HalfOpen:
                connection.Exchange.IsHalfOpen = true;
                await stage.HoldAsync();
                break;
            case PlanStepKind.Fin:
                stage.End(LinkEnd.Closed);
                break;
            case PlanStepKind.Rst:
                stage.End(LinkEnd.Reset);
                break;
        }
    }
}
