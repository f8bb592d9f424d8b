using System.Collections.Immutable;
using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.Processes;

namespace StreamBench.Conformance.Servers.Reaching;

/// <summary>A server that is a command: started here, started again where a case asks for it, and ended with everything it started.</summary>
public sealed class CommandServer : IServerUnderTest
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    private readonly ImmutableArray<string> command;
    private readonly ServeOrder order;
    private readonly ClientLimits limits;
    private readonly TimeProvider time;
    private readonly LogTail log;
    private ServerProcess? process;

    /// <summary>A server that has not been started yet.</summary>
    /// <param name="command">The program and its arguments, with quotes where a blank is part of one.</param>
    /// <param name="order">What it is told.</param>
    /// <param name="limits">How patient to be.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">The command is empty, or a quote in it is not closed.</exception>
    public CommandServer(string command, ServeOrder order, ClientLimits limits, TimeProvider time)
    {
        this.command = CommandText.Split(command);
        (this.order, this.limits, this.time) = (order, limits, time);
        log = new LogTail(limits.MaxLogBytes);
    }

    /// <inheritdoc/>
    public bool CanRestart => true;

    /// <inheritdoc/>
    public string Log => log.Since(0);

    /// <inheritdoc/>
    public async Task<ServerIntroduction> StartAsync(CancellationToken cancellation)
    {
        var child = ChildProcess.Start(command, NoEnvironment, log, limits, time);
        process = new ServerProcess(child, log, limits, time);
        try
        {
            return await process.IntroduceAsync(order, cancellation);
        }
        catch (ClientUnavailableException e) when (log.Since(0).Trim() is { Length: > 0 } said)
        {
            throw new ClientUnavailableException(
                $"{e.Message}{Environment.NewLine}Its log:{Environment.NewLine}{said}",
                e
            );
        }
    }

    /// <inheritdoc/>
    public async Task<ServerIntroduction> RestartAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        return await StartAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (process is { } running)
        {
            process = null;
            await running.DisposeAsync();
        }
    }
}
