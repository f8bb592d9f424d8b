namespace StreamBench.Protocol.Wire;

/// <summary>Who speaks where: what a text has in common with the next one, which is nearly always of the same turn and item.</summary>
/// <param name="Bytes">How that stands on the wire, from the comma after the number to the quote before the text.</param>
/// <param name="Turn">Id of the turn, or null.</param>
/// <param name="Item">Id of the item.</param>
/// <param name="Agent">Name of the agent, or null.</param>
internal sealed record DeltaSpeaker(byte[] Bytes, string? Turn, string Item, string? Agent);
