using System.Text.Json;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Runs;
using StreamBench.Conformance.Clients.Wire;

namespace StreamBench.Conformance.Clients.InProcess;

/// <summary><c>dotnet:</c> a client in this process. Its answers are checked as those of a foreign program are.</summary>
/// <remarks>
/// A client that hangs cannot be ended from within its process: the run is told as hung, and what it left behind goes on. Such a client
/// is better tested as a program of its own.
/// </remarks>
public sealed class InProcessClient(IConformanceClient client, ClientLimits limits, TimeProvider time)
    : IClientUnderTest
{
    /// <inheritdoc/>
    public Task<ClientIntroduction> StartAsync(CancellationToken cancellation)
    {
        var introduction = client.Introduction;
        var blame = Blame(introduction);
        return blame is null
            ? Task.FromResult(introduction.Checked())
            : throw new ClientUnavailableException($"the introduction of {client.GetType()} is not right: {blame}");
    }

    /// <inheritdoc/>
    public async Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(order);
        var run = new OpenRun(order, note);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = Task.Run(() => AnswerAsync(run, giveUp.Token), CancellationToken.None);
        try
        {
            return await run.WaitAsync(limits.Grace, time, () => "its task is still running", cancellation);
        }
        finally
        {
            await giveUp.CancelAsync();
            await running
                .WaitAsync(limits.Stop, time, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public async Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            return await Task.Run(() => client.DoAsync(action, cancellation), cancellation)
                .WaitAsync(limits.Action, time, cancellation);
        }
        catch (TimeoutException)
        {
            return OpenRun.Missed(action, $"no answer to \"{action.Action}\" within {limits.Action.TotalSeconds} s");
        }
#pragma warning disable CA1031 // The edge to code that is under test: whatever it throws is a finding about it.
        catch (Exception e) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return OpenRun.Missed(action, e.ToString());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (client is IAsyncDisposable asynchronous)
        {
            await asynchronous.DisposeAsync();
        }
        else
        {
            (client as IDisposable)?.Dispose();
        }
    }

    private async Task AnswerAsync(OpenRun run, CancellationToken cancellation)
    {
        try
        {
            var answer = await client.RunAsync(run.Order, run.Note, cancellation);
            if (answer.Run != run.Order.Run)
            {
                Garbled($"$.run: answered for \"{answer.Run}\", but \"{run.Order.Run}\" was asked");
            }
            else if (answer.Breakdown is null && Blame(answer) is { } blame)
            {
                Garbled(blame);
            }
            else
            {
                run.Answer(answer);
            }
        }
#pragma warning disable CA1031 // The edge to code that is under test: whatever it throws is a finding about it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            run.Answer(new CaseAnswer { Run = run.Order.Run, Errored = new AdapterError(e.Message, e.ToString()) });
        }

        void Garbled(string blame) => run.Fail(new Breakdown(BreakdownKind.Garbled, blame));
    }

    private static string? Blame<T>(T message)
    {
        var kind = MessageKind.Of<T>();
        var json = JsonSerializer.SerializeToNode(message, kind.Type)!.AsObject();
        json[kind.Discriminator] = kind.Name;
        if (json.ContainsKey("context"))
        {
            json["errored"] = true;
        }

        if (json["skipped"]?.GetValue<bool>() == false)
        {
            json.Remove("skipped");
        }

        return SchemaCheck.Blame(JsonSerializer.SerializeToElement(json), kind.Schema);
    }
}
