using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>One turn in play: its lanes, what they wait for, and how it ends.</summary>
internal sealed class TurnStage
{
    private readonly IdPrefix prefix;
    private readonly TurnOpen open;
    private readonly List<ScriptLane> lanes = [];
    private int lanesMade;
    private int? lateEvents;
    private bool isOpen;

    internal TurnStage(ScriptTurn turn, ImmutableArray<ScriptStep> opening, TimeSpan at, IdPrefix prefix)
    {
        open = turn.Open;
        this.prefix = prefix;
        var lane = new ScriptLane(lanesMade++, null, turn.Steps, at);
        lane.Insert(opening, at);
        lanes.Add(lane);
        Settle();
    }

    internal string Id => prefix.On(open.Turn)!;

    /// <summary>True once the turn's close was said, or nothing was left to say.</summary>
    internal bool HasEnded { get; private set; }

    internal bool IsCancelling => lateEvents is not null;

    /// <summary>True when no lane is left, not even one that waits beyond the turn's end.</summary>
    internal bool IsEmpty => lanes.Count == 0;

    internal List<ScriptLane> Lanes => lanes;

    /// <summary>The lane that speaks next, or null while all wait.</summary>
    internal ScriptLane? Next { get; private set; }

    /// <summary>What <paramref name="lane"/> says next. A pending approval does not outlive its turn unless the turn is only interrupted.</summary>
    internal StreamEvent EventOf(ScriptLane lane)
    {
        if (lane.Current is ApprovalStep asked)
        {
            return prefix.On(asked.Request);
        }

        if (lane.Current is SaidStep said)
        {
            return said.Event;
        }

        if (Close(lane) is not { } close)
        {
            return prefix.On(((EmitStep)lane.Current!).Event);
        }

        var pending = close.Status == TurnStatus.Interrupted ? null : PendingApproval();
        return pending is not null
            ? ScriptDecision.On(pending.Wait!, Decisions.Cancelled)
            : prefix.On(
                IsCancelling ? close with { Status = TurnStatus.Cancelled, FinishReason = null, Error = null } : close
            );
    }

    /// <summary>Moves <see cref="Next"/> on after its event was said; <paramref name="due"/> is the time of it in the run.</summary>
    internal void Said(StreamEvent happening, TimeSpan due)
    {
        var lane = Next!;
        lane.Said++;
        isOpen = true; // What a turn says first is its turn.open.
        switch (lane.Current)
        {
            case var _ when Close(lane) is not null && happening is ApprovalDecision:
                lanes.Remove(PendingApproval()!);
                break;
            case var _ when Close(lane) is not null:
                End(keepApprovals: ((TurnClose)happening).Status == TurnStatus.Interrupted);
                break;
            case ApprovalStep asked:
                lane.Advance();
                lane.Wait = new ScriptWait(happening, due + asked.Expires);
                lane.Asked = asked;
                break;
            default:
                lane.Advance();
                break;
        }

        if (lateEvents > 0)
        {
            lateEvents--;
        }

        Settle();
    }

    /// <summary>
    /// Lets a waiting lane say <paramref name="answer"/>, unless that was said already, and go on with
    /// <paramref name="branch"/>, unless its turn has ended meanwhile.
    /// </summary>
    internal void Answer(ScriptLane lane, StreamEvent? answer, ImmutableArray<ScriptStep> branch, TimeSpan at)
    {
        lane.Wait = null;
        lane.Asked = null;
        if (!HasEnded)
        {
            lane.Insert(branch, at);
        }

        if (answer is not null)
        {
            lane.Insert([new SaidStep(answer)], at);
        }

        Settle();
    }

    internal void Cancel(int late, TimeSpan at)
    {
        lateEvents = late;
        Settle(at);
    }

    private void End(bool keepApprovals)
    {
        HasEnded = true;
        lanes.RemoveAll(lane => !keepApprovals || lane.Asked is null);
        foreach (var lane in lanes)
        {
            lane.Clear();
        }
    }

    // Does all that needs no time and says nothing.
    private void Settle(TimeSpan at = default)
    {
        for (var i = 0; i < lanes.Count; )
        {
            i = Settle(lanes[i]) ? 0 : i + 1;
        }

        Next = First();
        HasEnded |= IsEmpty;
        if (IsCancelling && !HasEnded && (lateEvents == 0 || Next is null))
        {
            CloseNow(at);
        }
    }

    private ScriptLane? First()
    {
        ScriptLane? first = null;
        foreach (var lane in lanes)
        {
            if (lane.IsFree && (first is null || lane.GoesBefore(first)))
            {
                first = lane;
            }
        }

        return first;
    }

    private bool Settle(ScriptLane lane)
    {
        if (!lane.IsFree)
        {
            return false;
        }

        switch (lane.Current)
        {
            case null:
                lanes.Remove(lane);
                lane.Parent?.Join(lane.At);
                return true;
            case ParallelStep parallel:
                lane.Advance();
                foreach (var steps in parallel.Lanes)
                {
                    lanes.Add(lane.Fork(lanesMade++, steps));
                }

                return true;
            case ClientToolStep tool:
                lane.Advance();
                lane.Wait = new ScriptWait(prefix.On(tool.Answer), null);
                return true;
            default:
                return false;
        }
    }

    private void CloseNow(TimeSpan at)
    {
        var close = new TurnClose { Turn = open.Turn, Status = TurnStatus.Cancelled };
        var last = lanes.Select(lane => lane.At).Append(at).Max();
        lanes.RemoveAll(lane => lane.Asked is null);
        Next = new ScriptLane(
            lanesMade++,
            null,
            isOpen ? [new EmitStep(close)] : [new EmitStep(open), new EmitStep(close)],
            last
        );
        lanes.Add(Next);
        lateEvents = int.MaxValue;
    }

    // A script may also send the close of another turn, to see whether clients mind; that ends nothing here.
    private TurnClose? Close(ScriptLane lane) =>
        lane.Current is EmitStep { IsAside: false, Event: TurnClose close } && close.Turn == open.Turn ? close : null;

    private ScriptLane? PendingApproval() => lanes.Find(lane => lane.Asked is not null);
}

/// <summary>Says an event that already carries the ids of the run.</summary>
internal sealed record SaidStep(StreamEvent Event) : ScriptStep;
