using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Rosters;

/// <summary>A client under the name that a roster gives it: two builds of one client must not be taken for one another.</summary>
/// <param name="client">The client; disposed with this.</param>
/// <param name="name">Its name.</param>
public sealed class NamedClient(IClientUnderTest client, string name) : IClientUnderTest
{
    /// <inheritdoc/>
    public async Task<ClientIntroduction> StartAsync(CancellationToken cancellation)
    {
        var card = await client.StartAsync(cancellation);
        return card with { Client = card.Client with { Name = name } };
    }

    /// <inheritdoc/>
    public Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation) =>
        client.RunAsync(order, note, cancellation);

    /// <inheritdoc/>
    public Task<ActionAnswer> DoAsync(ActionOrder action, CancellationToken cancellation) =>
        client.DoAsync(action, cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => client.DisposeAsync();
}
