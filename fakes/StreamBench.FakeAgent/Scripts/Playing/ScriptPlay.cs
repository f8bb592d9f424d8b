using System.Collections.Immutable;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Scripts.Playing;

/// <summary>Plays a script to its end without a network: the journal that every client is compared with. Pure.</summary>
public static class ScriptPlay
{
    /// <summary>
    /// The full journal, seq from 1. Answers, and further turns that a user opens, come when nothing else is left to
    /// say, oldest question first.
    /// </summary>
    /// <param name="script">What to play.</param>
    /// <param name="answers">What people decide; null approves everything.</param>
    /// <param name="options">Prefix of the ids; null for none.</param>
    /// <param name="message">What the user says to begin with; null keeps the script's own words, if it has any.</param>
    public static ImmutableArray<StreamEvent> Events(
        Script script,
        ScriptAnswers? answers = null,
        ScriptRunOptions? options = null,
        UserMessage? message = null
    )
    {
        var run = new ScriptRun(script, options);
        run.StartTurn(TimeSpan.Zero, message);
        var stamper = new EventStamper();
        var journal = ImmutableArray.CreateBuilder<StreamEvent>();
        var now = TimeSpan.Zero;
        while (!run.Finished)
        {
            if (run.Next is null or { IsExpiry: true } && GoOn(run, answers ?? ScriptAnswers.Approve, now))
            {
                continue;
            }

            if (run.Next is null)
            {
                break; // A question without an answer and without an expiry: the script waits for ever.
            }

            var cue = run.Take();
            now = cue.Due;
            journal.Add(stamper.Stamp(cue.Event));
        }

        return journal.ToImmutable();
    }

    // True when an answer or a new turn has changed what comes next.
    private static bool GoOn(ScriptRun run, ScriptAnswers answers, TimeSpan now) =>
        run.Waiting.Any(wait => Answer(run, wait, answers, now)) || run.StartTurn(now) is not null;

    private static bool Answer(ScriptRun run, ScriptWait wait, ScriptAnswers answers, TimeSpan now) =>
        wait.Question is ToolResult expected
            ? run.SubmitToolResult(wait.Item!, expected.Result, expected.IsError, now) == ScriptAnswer.Accepted
            : run.Decide(wait.Approval!, answers.To(wait.Approval!), now) == ScriptAnswer.Accepted;
}
