using System.Collections.Immutable;
using System.Text;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Processes;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.Once;

/// <summary>
/// <c>once:</c> a program that is started anew for each case, for tools without a loop. The case stands in
/// <c>STREAMBENCH_CASE</c>, its address is the last argument, the answer is the last line on standard output that starts with
/// <c>{</c>. It knows no actions.
/// </summary>
/// <remarks>
/// Instead of a line a client may leave its state in the file that <c>STREAMBENCH_STATE_FILE</c> names, and exit with code 0. It
/// introduces itself when it is started with <c>STREAMBENCH_START</c> instead of <c>STREAMBENCH_CASE</c>.
/// </remarks>
public sealed class OnceClient : IClientUnderTest
{
    private readonly ImmutableArray<string> command;
    private readonly ClientLimits limits;
    private readonly TimeProvider time;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("streambench-");
    private int started;

    /// <summary>A client that has not been started yet.</summary>
    /// <param name="command">The program and its arguments, with quotes where a blank is part of one.</param>
    /// <param name="limits">How patient to be, and how much to take.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">The command is empty, or a quote in it is not closed.</exception>
    public OnceClient(string command, ClientLimits limits, TimeProvider time)
    {
        this.command = CommandText.Split(command);
        (this.limits, this.time) = (limits, time);
    }

    /// <inheritdoc/>
    public async Task<ClientIntroduction> StartAsync(CancellationToken cancellation)
    {
        var order = Encoding.UTF8.GetString(MessageWriter.Write(new StartOrder(1, HarnessName.Text)));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["STREAMBENCH_START"] = order };
        var said = await OnceRun.RunAsync(command, environment, limits.Start, limits, time, cancellation);
        return said.Message is ClientMessage.Introduced(var introduction)
            ? introduction.Checked()
            : throw new ClientUnavailableException(
                "the client did not introduce itself: started with STREAMBENCH_START, it has to write a line "
                    + $"{{\"re\":\"start\",…}} and exit; {said.Trouble}{Environment.NewLine}{said.Log}".TrimEnd()
            );
    }

    /// <inheritdoc/>
    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var stateFile = Path.Combine(folder.FullName, $"{Interlocked.Increment(ref started)}.json");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["STREAMBENCH_CASE"] = Encoding.UTF8.GetString(MessageWriter.Write(order)),
            ["STREAMBENCH_STATE_FILE"] = stateFile,
        };
        var patience = TimeSpan.FromMilliseconds(order.Stop.DeadlineMs) + limits.Grace;
        try
        {
            var said = await OnceRun.RunAsync(
                command.Add(order.Url),
                environment,
                patience,
                limits,
                time,
                cancellation
            );
            var answer = said.ToAnswer(order, StateFile.Read(stateFile, limits));
            return answer with { Log = said.Log };
        }
        catch (ClientUnavailableException e)
        {
            return OpenRun.Broken(order, new Breakdown(BreakdownKind.Crashed, e.Message));
        }
        finally
        {
            File.Delete(stateFile);
        }
    }

    /// <inheritdoc/>
    public Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(action);
        var answer = OpenRun.Missed(action, "a client that is started for each case takes no actions; use cmd:");
        return Task.FromResult(answer with { Unsupported = true });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
