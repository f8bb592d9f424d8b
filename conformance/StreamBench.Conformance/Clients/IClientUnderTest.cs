using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients;

/// <summary>
/// A client under test, however it is reached: in this process, as a program that speaks JSON lines, as a program a case, or over HTTP.
/// Thread-safe: up to <see cref="ClientIntroduction.MaxConcurrency"/> runs go on at the same time.
/// </summary>
/// <remarks>
/// What the client does never throws: a crash, a hang or an answer that is none comes back as a <see cref="CaseAnswer"/> with a
/// <see cref="CaseAnswer.Breakdown"/>, costs that case alone, and the next case finds the client running again.
/// </remarks>
public interface IClientUnderTest : IAsyncDisposable
{
    /// <summary>Starts the client and lets it introduce itself.</summary>
    /// <exception cref="ClientUnavailableException">It could not be started, or its introduction is not right.</exception>
    Task<ClientIntroduction> StartAsync(CancellationToken cancellation);

    /// <summary>Lets the client run one case to its end.</summary>
    /// <param name="order">The case. What is expected of the client is never in it.</param>
    /// <param name="note">Takes what the client says on the way; called from any thread, must be quick.</param>
    /// <param name="cancellation">Gives the case up: the client is told to dispose of it.</param>
    /// <returns>The client's answer, or what became of it, at the latest a grace time after <see cref="StopRule.DeadlineMs"/>.</returns>
    Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation);

    /// <summary>Asks for an action in a run that is going on, such as <c>cancel</c> or <c>approve</c>.</summary>
    Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation);
}
