namespace StreamBench.Conformance.Clients.Messages;

/// <summary>The first message to a client; the answer is its <see cref="ClientIntroduction"/>.</summary>
/// <param name="Protocol">The version of the plug-in protocol that the harness speaks; 1.</param>
/// <param name="Harness">Name and version of the harness, for logs.</param>
public sealed record StartOrder(int Protocol, string Harness);

/// <summary>The last message to a client: its process ends within 2 s.</summary>
public sealed record StopOrder;
