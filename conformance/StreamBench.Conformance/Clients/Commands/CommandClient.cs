using System.Collections.Concurrent;
using System.Collections.Immutable;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Processes;
using StreamBench.Conformance.Clients.Runs;

namespace StreamBench.Conformance.Clients.Commands;

/// <summary><c>cmd:</c> a program that is started once, takes any number of cases as JSON lines and is started again when it ends.</summary>
public sealed class CommandClient : IClientUnderTest
{
    private readonly ImmutableArray<string> command;
    private readonly ClientLimits limits;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly ConcurrentDictionary<string, CommandSession> running = new(StringComparer.Ordinal);
    private readonly List<Task> retiring = [];
    private CommandSession? session;

    /// <summary>A client that has not been started yet.</summary>
    /// <param name="command">The program and its arguments, with quotes where a blank is part of one.</param>
    /// <param name="limits">How patient to be, and how much to take.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">The command is empty, or a quote in it is not closed.</exception>
    public CommandClient(string command, ClientLimits limits, TimeProvider time)
    {
        this.command = CommandText.Split(command);
        (this.limits, this.time) = (limits, time);
    }

    /// <inheritdoc/>
    public async Task<ClientIntroduction> StartAsync(CancellationToken cancellation) =>
        (await FindSessionAsync(cancellation)).Session.Introduction;

    /// <inheritdoc/>
    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        try
        {
            var (found, untold) = await FindSessionAsync(cancellation);
            return untold is null
                ? await RunAsync(found, order, note, cancellation)
                : OpenRun.Broken(order, untold with { Detail = $"before this case: {untold.Detail}" });
        }
        catch (ClientUnavailableException e)
        {
            return OpenRun.Broken(
                order,
                new Breakdown(BreakdownKind.Crashed, $"it could not be started again: {e.Message}")
            );
        }
    }

    /// <inheritdoc/>
    public Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(action);
        return running.TryGetValue(action.Run, out var found)
            ? found.DoAsync(action, cancellation)
            : Task.FromResult(OpenRun.Missed(action, "the run does not go on"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        if (session is not null)
        {
            await session.DisposeAsync();
        }

        await Task.WhenAll(retiring);
        gate.Dispose();
    }

    private async Task<CaseAnswer> RunAsync(
        CommandSession found,
        CaseOrder order,
        Action<ClientNote> note,
        CancellationToken cancellation
    )
    {
        running[order.Run] = found;
        try
        {
            return await found.RunAsync(order, note, cancellation);
        }
        finally
        {
            running.TryRemove(order.Run, out _);
        }
    }

    // The running process, or a new one in place of one that ended, hung or broke the protocol.
    private async Task<(CommandSession Session, Breakdown? Untold)> FindSessionAsync(CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            if (session is { IsUsable: true })
            {
                return (session, null);
            }

            var untold = session?.TakeUntold();
            if (session is not null)
            {
                retiring.RemoveAll(task => task.IsCompletedSuccessfully);
                retiring.Add(session.RetireAsync());
                session = null;
            }

            session = await CommandSession.StartAsync(command, limits, time, cancellation);
            return (session, untold);
        }
        finally
        {
            gate.Release();
        }
    }
}
