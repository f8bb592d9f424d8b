using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Runs;

/// <summary>A run that waits for its answer.</summary>
internal sealed class OpenRun(CaseOrder order, Action<ClientNote> note)
{
    private readonly TaskCompletionSource<CaseAnswer> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was asked.</summary>
    internal CaseOrder Order { get; } = order;

    /// <summary>True once the client itself has answered.</summary>
    internal bool IsAnswered { get; private set; }

    /// <summary>True once there is an answer, whoever gave it.</summary>
    internal bool IsSettled => answer.Task.IsCompleted;

    /// <summary>Gives the client's answer; false when it has given one already.</summary>
    internal bool Answer(CaseAnswer given)
    {
        var isFirst = !IsAnswered;
        IsAnswered = true;
        answer.TrySetResult(given);
        return isFirst;
    }

    /// <summary>Gives what the harness found in place of an answer, unless there is one.</summary>
    internal void Fail(Breakdown breakdown) => answer.TrySetResult(Broken(Order, breakdown));

    /// <summary>Ends the wait with a bug of ours.</summary>
    internal void Throw(Exception bug) => answer.TrySetException(bug);

    /// <summary>Passes a note on.</summary>
    internal void Note(ClientNote said) => note(said);

    /// <summary>The answer, or <see cref="BreakdownKind.Hung"/> when none comes by the deadline and <paramref name="grace"/>.</summary>
    /// <param name="grace">How long after its deadline a case may still be answered.</param>
    /// <param name="time">The clock.</param>
    /// <param name="why">What is known of a client that says nothing; asked only when it hangs.</param>
    /// <param name="cancellation">Gives the wait up.</param>
    internal async Task<CaseAnswer> WaitAsync(
        TimeSpan grace,
        TimeProvider time,
        Func<string> why,
        CancellationToken cancellation
    )
    {
        var patience = TimeSpan.FromMilliseconds(Order.Stop.DeadlineMs) + grace;
        try
        {
            return await answer.Task.WaitAsync(patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            return Broken(Order, new Breakdown(BreakdownKind.Hung, HungDetail(Order, grace, why())));
        }
    }

    /// <summary>An answer that tells a breakdown.</summary>
    internal static CaseAnswer Broken(CaseOrder order, Breakdown breakdown) =>
        new() { Run = order.Run, Breakdown = breakdown };

    /// <summary>An answer that tells why an action was not done.</summary>
    internal static ActionAnswer Missed(ActionOrder action, string why) =>
        new()
        {
            Run = action.Run,
            Step = action.Step,
            Message = why,
        };

    private static string HungDetail(CaseOrder order, TimeSpan grace, string why) =>
        $"no answer by its deadline of {order.Stop.DeadlineMs} ms and {grace.TotalMilliseconds} ms of grace; {why}";
}
