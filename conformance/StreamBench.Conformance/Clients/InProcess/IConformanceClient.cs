using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.InProcess;

/// <summary>
/// A client under test that is written for .NET and runs in the harness's process: implement this in a class with a public
/// constructor without parameters, and name it as <c>--client dotnet:MyClient.dll!MyNamespace.MyType</c>.
/// </summary>
/// <remarks>
/// Members may be called from any thread, as many at a time as <see cref="ClientIntroduction.MaxConcurrency"/> says. An exception
/// is told as an error of the adapter. One that implements <see cref="IAsyncDisposable"/> or <see cref="IDisposable"/> is disposed of.
/// </remarks>
public interface IConformanceClient
{
    /// <summary>What the client says of itself.</summary>
    ClientIntroduction Introduction { get; }

    /// <summary>Runs one case to its end.</summary>
    /// <param name="order">Where to connect, what to send, when to stop.</param>
    /// <param name="note">Takes what <see cref="CaseOrder.Observe"/> asks for.</param>
    /// <param name="cancellation">Fires when the harness no longer waits; close every connection then.</param>
    /// <returns>The answer, with the run of <paramref name="order"/>.</returns>
    Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation);

    /// <summary>Does what a user does in the middle of a run. Unless implemented, the client knows no action.</summary>
    Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation) =>
        Task.FromResult(
            new ActionAnswer
            {
                Run = action.Run,
                Step = action.Step,
                Unsupported = true,
            }
        );
}
