using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Runs;

/// <summary>The runs and actions that a client owes an answer, and the way of its messages to them. Thread-safe.</summary>
internal sealed class OpenRuns
{
    private const int Remembered = 1_024;

    private readonly Lock gate = new();
    private readonly Dictionary<string, OpenRun> open = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Run, string Step), TaskCompletionSource<ActionAnswer>> steps = [];
    private readonly Dictionary<string, ClosedRun> closed = new(StringComparer.Ordinal);
    private readonly Queue<string> closedOrder = new();

    private TaskCompletionSource? emptied;

    /// <summary>What to do about a message that breaks the protocol.</summary>
    internal const string NextStep = "See conformance/docs/testing-clients.md for the messages";

    /// <summary>True while some run has neither an answer nor a breakdown.</summary>
    internal bool AnyWaits
    {
        get
        {
            lock (gate)
            {
                return open.Values.Any(run => !run.IsSettled);
            }
        }
    }

    /// <summary>Completes when no run waits for its answer; for a client that is given no further run.</summary>
    internal Task WhenEmptyAsync()
    {
        lock (gate)
        {
            emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (open.Count == 0)
            {
                emptied.TrySetResult();
            }

            return emptied.Task;
        }
    }

    /// <summary>Waits for messages about a run from now on.</summary>
    /// <exception cref="ArgumentException">The run's name was used before.</exception>
    internal OpenRun Open(CaseOrder order, Action<ClientNote> note)
    {
        var run = new OpenRun(order, note);
        lock (gate)
        {
            if (closed.ContainsKey(order.Run) || !open.TryAdd(order.Run, run))
            {
                throw new ArgumentException(
                    $"run \"{order.Run}\" was given out already; name each run anew",
                    nameof(order)
                );
            }
        }

        return run;
    }

    /// <summary>No longer waits for a run; what still comes for it is ignored, except a second answer.</summary>
    internal void Close(OpenRun run)
    {
        lock (gate)
        {
            open.Remove(run.Order.Run);
            closed[run.Order.Run] = new ClosedRun(run.Order.Case, run.IsAnswered);
            closedOrder.Enqueue(run.Order.Run);
            if (closedOrder.Count > Remembered)
            {
                closed.Remove(closedOrder.Dequeue());
            }

            if (open.Count == 0)
            {
                emptied?.TrySetResult();
            }
        }
    }

    /// <summary>Waits for the answer to an action.</summary>
    internal Task<ActionAnswer> OpenStep(ActionOrder action)
    {
        var answer = new TaskCompletionSource<ActionAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            steps[(action.Run, action.Step)] = answer;
        }

        return answer.Task;
    }

    /// <summary>No longer waits for an action.</summary>
    internal void CloseStep(ActionOrder action)
    {
        lock (gate)
        {
            steps.Remove((action.Run, action.Step));
        }
    }

    /// <summary>Brings a message to where it belongs.</summary>
    /// <returns>Null, or why it belongs nowhere.</returns>
    internal string? Take(ClientMessage message) =>
        message switch
        {
            ClientMessage.CaseAnswered(var answer) => TakeAnswer(answer),
            ClientMessage.ActionAnswered(var answer) => TakeStep(answer),
            ClientMessage.Noted(var note) => TakeNote(note),
            ClientMessage.Malformed(var run, var blame) => TakeMalformed(run, blame),
            _ => "$.re: \"start\" was answered twice",
        };

    /// <summary>Ends every run with the same breakdown, and every action without an answer.</summary>
    internal void FailAll(Breakdown breakdown)
    {
        OpenRun[] runs;
        (string Run, string Step, TaskCompletionSource<ActionAnswer> Answer)[] actions;
        lock (gate)
        {
            runs = [.. open.Values];
            actions = [.. steps.Select(step => (step.Key.Run, step.Key.Step, step.Value))];
        }

        foreach (var run in runs)
        {
            run.Fail(breakdown);
        }

        foreach (var (run, step, answer) in actions)
        {
            answer.TrySetResult(
                new ActionAnswer
                {
                    Run = run,
                    Step = step,
                    Message = breakdown.Detail,
                }
            );
        }
    }

    /// <summary>Ends every run with an exception, which is a bug of ours.</summary>
    internal void ThrowAll(Exception bug)
    {
        lock (gate)
        {
            foreach (var run in open.Values)
            {
                run.Throw(bug);
            }
        }
    }

    private string? TakeAnswer(CaseAnswer answer)
    {
        lock (gate)
        {
            if (open.TryGetValue(answer.Run, out var run))
            {
                return run.Answer(answer) ? null : AnsweredTwice(answer.Run, run.Order.Case);
            }

            if (closed.TryGetValue(answer.Run, out var known))
            {
                closed[answer.Run] = known with { IsAnswered = true };
                return known.IsAnswered ? AnsweredTwice(answer.Run, known.Case) : null;
            }

            return $"$.run: answered for \"{answer.Run}\", but {RunsNow()}";
        }
    }

    private string? TakeStep(ActionAnswer answer)
    {
        lock (gate)
        {
            if (steps.Remove((answer.Run, answer.Step), out var waiting))
            {
                waiting.TrySetResult(answer);
                return null;
            }

            // The answer to an action that the harness has given up, or told without waiting.
            return open.ContainsKey(answer.Run) || closed.ContainsKey(answer.Run)
                ? null
                : $"$.run: answered step \"{answer.Step}\" of \"{answer.Run}\", but {RunsNow()}";
        }
    }

    private string? TakeNote(ClientNote note)
    {
        OpenRun? run;
        lock (gate)
        {
            if (!open.TryGetValue(note.Run, out run))
            {
                return closed.ContainsKey(note.Run) ? null : $"$.run: a note for \"{note.Run}\", but {RunsNow()}";
            }
        }

        run.Note(note);
        return null;
    }

    private string? TakeMalformed(string? name, string blame)
    {
        lock (gate)
        {
            if (name is null || !open.TryGetValue(name, out var run))
            {
                return blame;
            }

            run.Fail(new Breakdown(BreakdownKind.Garbled, $"{blame}. {NextStep}"));
            return null;
        }
    }

    private static string AnsweredTwice(string run, string name) =>
        $"$.run: \"{run}\" ({name}) was answered twice; answer each case once";

    private string RunsNow() =>
        open.Count == 0 ? "no case runs" : $"only {string.Join(", ", open.Keys.Order(StringComparer.Ordinal))} runs";

    private sealed record ClosedRun(string Case, bool IsAnswered);
}
