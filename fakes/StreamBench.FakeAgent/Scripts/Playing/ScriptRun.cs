using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>
/// One performance of a script: says which event comes next and when, and goes on as it is answered. Pure: it reads no
/// clock and starts nothing; the same calls give the same events. Not safe for several threads at once.
/// </summary>
/// <remarks>Times count from the start of the run. Nothing is due before the first <see cref="StartTurn"/>.</remarks>
public sealed class ScriptRun
{
    private readonly IdPrefix prefix;
    private readonly PaceClock clock;
    private readonly TurnQueue turns;
    private readonly RepairRhythm repairs;
    private readonly Dictionary<string, string> decided = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> submitted = new(StringComparer.Ordinal);

    /// <summary>A run at its start.</summary>
    /// <param name="script">What to play.</param>
    /// <param name="options">How; null for <see cref="ScriptRunOptions.Default"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The pace is negative or no number.</exception>
    public ScriptRun(Script script, ScriptRunOptions? options = null)
    {
        if (options is { Pace: not (>= 0 and < double.PositiveInfinity) })
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Pace, "A pace is 0 or more.");
        }

        Script = script;
        Options = options ?? ScriptRunOptions.Default;
        prefix = new IdPrefix(Options.IdPrefix);
        clock = new PaceClock(Options.Pace);
        turns = new TurnQueue(script, prefix);
        repairs = new RepairRhythm(script.SnapshotEvery, script.CheckpointEvery);
    }

    /// <summary>What is played.</summary>
    public Script Script { get; }

    /// <summary>How it is played.</summary>
    public ScriptRunOptions Options { get; }

    /// <summary>The next event and its time, or null while all that is left waits for an answer, and after the end.</summary>
    public ScriptCue? Next { get; private set; }

    /// <summary>True when every turn has ended and nothing more can come.</summary>
    public bool Finished => turns.AreOver && Next is null;

    /// <summary>The decisions and tool results that the run waits for, oldest first.</summary>
    public IReadOnlyList<ScriptWait> Waiting => [.. turns.Waiting.Select(place => place.Lane.Wait!)];

    /// <summary>
    /// Opens the next turn, or notes that it shall open once the one before has ended. Under
    /// <see cref="ScriptAdvance.Auto"/> the turns after it follow by themselves.
    /// </summary>
    /// <param name="now">Time since the start of the run.</param>
    /// <param name="message">Shown in place of the script's own message; null keeps that.</param>
    /// <returns>The turn's id, or null when the script has no further turn.</returns>
    public string? StartTurn(TimeSpan now, UserMessage? message = null)
    {
        var id = turns.Ask(message, clock.Notice(now));
        Look();
        return id;
    }

    /// <summary>Hands out <see cref="Next"/> and moves on.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ScriptCue Take()
    {
        var cue =
            Next
            ?? throw new InvalidOperationException("The run has no next event: look at Next, Waiting and Finished.");
        if (cue.IsExpiry)
        {
            Expire((ApprovalDecision)cue.Event, clock.Notice(cue.Due));
        }
        else if (repairs.Due is null)
        {
            TakeFromStage(cue);
        }

        repairs.Said(cue.Event);
        turns.MoveOn(clock.At);
        Look();
        return cue;
    }

    /// <summary>Answers an approval.</summary>
    /// <param name="approval">Its id.</param>
    /// <param name="decision">One of <see cref="Decisions"/>.</param>
    /// <param name="now">Time since the start of the run.</param>
    /// <param name="editedArgs">The arguments as a person changed them, or undefined.</param>
    /// <param name="by">Who decided, or null.</param>
    public ScriptAnswer Decide(
        string approval,
        string decision,
        TimeSpan now,
        JsonElement editedArgs = default,
        string? by = null
    )
    {
        if (decided.TryGetValue(approval, out var before))
        {
            return before == decision ? ScriptAnswer.Repeated
                : before is Decisions.Expired or Decisions.Cancelled ? ScriptAnswer.Gone
                : ScriptAnswer.Conflict;
        }

        if (Find(wait => wait.Approval == approval) is not { } place)
        {
            return ScriptAnswer.Unknown;
        }

        if (place.Lane.Wait!.Expires <= now)
        {
            return ScriptAnswer.Gone;
        }

        if (decision == Decisions.Expired || !place.Lane.Asked!.Answers.TryGetValue(decision, out var branch))
        {
            return ScriptAnswer.Conflict;
        }

        decided[approval] = decision;
        Answer(place, ScriptDecision.On(place.Lane.Wait, decision, editedArgs, by), branch, now);
        return ScriptAnswer.Accepted;
    }

    /// <summary>Brings the result of a tool at the client's side.</summary>
    /// <param name="item">Id of the call.</param>
    /// <param name="result">What the tool answered.</param>
    /// <param name="isError">True when it failed.</param>
    /// <param name="now">Time since the start of the run.</param>
    public ScriptAnswer SubmitToolResult(string item, JsonElement result, bool isError, TimeSpan now)
    {
        if (submitted.TryGetValue(item, out var before))
        {
            return JsonElement.DeepEquals(before, result) ? ScriptAnswer.Repeated : ScriptAnswer.Conflict;
        }

        if (Find(wait => wait.Approval is null && wait.Item == item) is not { } place)
        {
            return ScriptAnswer.Unknown;
        }

        submitted[item] = result;
        var answer = (ToolResult)place.Lane.Wait!.Question with { Result = result, IsError = isError };
        Answer(place, answer, [], now);
        return ScriptAnswer.Accepted;
    }

    /// <summary>Ends a turn with status <c>cancelled</c>; its pending approvals are cancelled before.</summary>
    /// <param name="turn">Its id.</param>
    /// <param name="now">Time since the start of the run.</param>
    /// <param name="lateEvents">How many of the turn's events still slip out before it ends.</param>
    public ScriptAnswer Cancel(string turn, TimeSpan now, int lateEvents = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lateEvents);
        if (turns.Find(turn) is not { } stage)
        {
            return ScriptAnswer.Unknown;
        }

        if (stage.HasEnded || stage.IsCancelling)
        {
            return stage.IsCancelling ? ScriptAnswer.Repeated : ScriptAnswer.Gone;
        }

        stage.Cancel(lateEvents, clock.Notice(now));
        Look();
        return ScriptAnswer.Accepted;
    }

    /// <summary>
    /// Takes back every approval that waits for a decision: the script goes on as if it had been cancelled, and says nothing of it.
    /// </summary>
    /// <param name="now">Time since the start of the run.</param>
    /// <returns>The decisions that were not said.</returns>
    public IReadOnlyList<ApprovalDecision> Withdraw(TimeSpan now)
    {
        var withdrawn = new List<ApprovalDecision>();
        while (Find(wait => wait.Approval is not null) is { } place)
        {
            var decision = ScriptDecision.On(place.Lane.Wait!, Decisions.Cancelled);
            var branch = place.Lane.Asked!.Answers.GetValueOrDefault(Decisions.Cancelled, []);
            decided[decision.Approval] = decision.Decision;
            place.Stage.Answer(place.Lane, null, branch, clock.Notice(now));
            withdrawn.Add(decision);
        }

        turns.MoveOn(clock.At);
        Look();
        return withdrawn;
    }

    private void Expire(ApprovalDecision late, TimeSpan at)
    {
        var place = Find(wait => wait.Approval == late.Approval)!.Value;
        var branch = place.Lane.Asked!.Answers.GetValueOrDefault(Decisions.Expired, []);
        decided[late.Approval] = late.Decision;
        place.Stage.Answer(place.Lane, null, branch, at);
    }

    private void TakeFromStage(ScriptCue cue)
    {
        var stage = turns.Next!;
        clock.MoveTo(stage.Next!.NextAt, cue.Due);
        stage.Said(cue.Event, cue.Due);
        if (cue.Event is ApprovalDecision decision)
        {
            Note(decision);
        }
    }

    private void Note(ApprovalDecision decision)
    {
        decided[decision.Approval] = decision.Decision;
        if (Find(wait => wait.Approval == decision.Approval) is { } place)
        {
            // The script itself decides what a lane waits for: somebody else was quicker.
            var branch = place.Lane.Asked!.Answers.GetValueOrDefault(decision.Decision, []);
            place.Stage.Answer(place.Lane, null, branch, clock.At);
        }
    }

    private void Answer(TurnPlace place, StreamEvent answer, ImmutableArray<ScriptStep> branch, TimeSpan now)
    {
        place.Stage.Answer(place.Lane, answer, branch, clock.Notice(now));
        turns.MoveOn(clock.At);
        Look();
    }

    private TurnPlace? Find(Func<ScriptWait, bool> isIt)
    {
        foreach (var place in turns.Waiting)
        {
            if (isIt(place.Lane.Wait!))
            {
                return place;
            }
        }

        return null;
    }

    private void Look()
    {
        var spoken = turns.Next is { Next: { } lane } stage
            ? new ScriptCue(
                clock.Due(lane.NextAt),
                stage.EventOf(lane),
                ExpiresAfter: (lane.Current as ApprovalStep)?.Expires
            )
            : (ScriptCue?)null;
        var cue = FirstExpiry() is { } expiry && (spoken is null || expiry.Due <= spoken.Value.Due) ? expiry : spoken;
        Next =
            repairs.Due is { } repair && !(turns.AreOver && cue is null)
                ? new ScriptCue(clock.Due(clock.At), repair)
                : cue;
    }

    private ScriptCue? FirstExpiry() =>
        turns.FirstToExpire is { } wait
            ? new ScriptCue(wait.Expires!.Value, ScriptDecision.On(wait, Decisions.Expired), IsExpiry: true)
            : null;
}
