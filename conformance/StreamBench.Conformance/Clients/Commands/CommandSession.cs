using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Processes;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Commands;

/// <summary>
/// One process of a client: orders go to its standard input, messages come from its standard output, a JSON object a line. It is
/// used until it ends, hangs or breaks the protocol; then the next case gets another one.
/// </summary>
/// <remarks><code>
/// orders → OrderQueue → stdin ▸ client ▸ stdout → MessagePump → OpenRuns → answers
/// </code></remarks>
internal sealed class CommandSession : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly LogTail log;
    private readonly OpenRuns runs = new();
    private readonly ChildProcess child;
    private readonly OrderQueue orders;
    private readonly MessagePump messages;
    private readonly ClientLimits limits;
    private readonly TimeProvider time;
    private readonly Task watching;
    private bool isRetired;

    private CommandSession(ImmutableArray<string> command, ClientLimits limits, TimeProvider time)
    {
        (this.limits, this.time) = (limits, time);
        log = new LogTail(limits.MaxLogBytes);
        child = ChildProcess.Start(command, NoEnvironment, log, limits, time);
        orders = new OrderQueue(child.Input, limits.MaxWaitingOrders);
        messages = new MessagePump(child.Output, runs, log, limits);
        watching = WatchAsync();
    }

    /// <summary>What the client said of itself.</summary>
    internal ClientIntroduction Introduction { get; private set; } = null!;

    /// <summary>False once no further case may be given to this process.</summary>
    internal bool IsUsable => !Volatile.Read(ref isRetired) && messages.Fault is null && !child.Exited.IsCompleted;

    /// <summary>What broke the protocol while no case ran, so that nobody has been told yet; null again once taken.</summary>
    internal Breakdown? TakeUntold() => messages.TakeUntold();

    /// <summary>Starts the program and waits for its introduction.</summary>
    /// <exception cref="ClientUnavailableException">It could not be started, or its introduction is not right.</exception>
    internal static async Task<CommandSession> StartAsync(
        ImmutableArray<string> command,
        ClientLimits limits,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var session = new CommandSession(command, limits, time);
        try
        {
            session.Introduction = await session.IntroduceAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the client a case and waits for what comes of it.</summary>
    internal async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        var run = runs.Open(order, note);
        var mark = log.Mark();
        try
        {
            if (messages.Fault is { } fault)
            {
                run.Fail(fault); // it came between the look at IsUsable and now
            }

            var sent = orders.Send(MessageWriter.Write(order));
            var answer = await run.WaitAsync(limits.Grace, time, () => Silence(sent), cancellation);
            Volatile.Write(ref isRetired, isRetired || answer.Breakdown?.Kind == BreakdownKind.Hung);
            return answer with { Log = log.Since(mark) };
        }
        catch (OperationCanceledException)
        {
            var dispose = new ActionOrder
            {
                Run = order.Run,
                Step = "given-up",
                Action = "dispose",
            };
            _ = orders.Send(MessageWriter.Write(dispose));
            throw;
        }
        finally
        {
            runs.Close(run);
        }
    }

    /// <summary>Asks for an action and waits for what comes of it.</summary>
    internal async Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        var answer = runs.OpenStep(action);
        try
        {
            _ = orders.Send(MessageWriter.Write(action));
            return await answer.WaitAsync(limits.Action, time, cancellation);
        }
        catch (TimeoutException)
        {
            return OpenRun.Missed(action, $"no answer to \"{action.Action}\" within {limits.Action.TotalSeconds} s");
        }
        finally
        {
            runs.CloseStep(action);
        }
    }

    /// <summary>Lets the running cases end, then ends the process.</summary>
    internal async Task RetireAsync()
    {
        Volatile.Write(ref isRetired, true);
        await runs.WhenEmptyAsync();
        await DisposeAsync();
    }

    /// <summary>Says <c>stop</c>, and ends the process when it does not end by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref isRetired, true);
        if (messages.Fault is null && !child.Exited.IsCompleted)
        {
            _ = orders.Send(MessageWriter.Write(new StopOrder()));
            orders.Complete();
            await child.Exited.WaitAsync(limits.Stop, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await child.EndAsync();
        await watching;
        await orders.DisposeAsync();
        await child.DisposeAsync();
    }

    private async Task<ClientIntroduction> IntroduceAsync(CancellationToken cancellation)
    {
        _ = orders.Send(MessageWriter.Write(new StartOrder(1, HarnessName.Text)));
        try
        {
            return (await messages.Introduction.WaitAsync(limits.Start, time, cancellation)).Checked();
        }
        catch (TimeoutException e)
        {
            throw new ClientUnavailableException(
                WithLog(
                    $"the client did not answer \"start\" within {limits.Start.TotalSeconds} s; {Silence(Task.CompletedTask)}"
                ),
                e
            );
        }
        catch (ClientUnavailableException e)
        {
            throw new ClientUnavailableException(WithLog(e.Message), e);
        }
    }

    // Ends every run when the process ends or breaks the protocol.
    private async Task WatchAsync()
    {
        await Task.WhenAny(child.Exited, messages.Faulted, messages.Failed);
        if (child.Exited.IsCompleted)
        {
            // Its last words may be its answer.
            await messages.EndAsync(limits.Stop, time);
            await child.DrainLogAsync();
        }

        if (messages.Failed.IsCompleted)
        {
            runs.ThrowAll(await messages.Failed);
            return;
        }

        var breakdown =
            messages.Fault ?? new Breakdown(BreakdownKind.Crashed, $"its process {child.ExitText}{Advice()}");
        messages.Introduced(new ClientUnavailableException($"the client did not introduce itself: {breakdown.Detail}"));
        runs.FailAll(breakdown);
    }

    private string Advice() => child.ExitCode == 0 ? "; a program that ends after each case is reached with once:" : "";

    private string Silence(Task sent) =>
        !sent.IsCompleted ? "it does not read its standard input: the order is still unread"
        : sent.IsFaulted ? "it has closed its standard input"
        : messages.HasEnded ? "it has closed its standard output"
        : messages.Unfinished > 0
            ? $"{messages.Unfinished} bytes of a line without an end are waiting: end each message with a newline and flush it"
        : "nothing was heard of it: read standard input line by line, and flush standard output after each message";

    private string WithLog(string message) =>
        log.Since(0).Trim() is { Length: > 0 } said
            ? $"{message}{Environment.NewLine}Its log:{Environment.NewLine}{said}"
            : message;
}
