using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>Short words for planting bugs.</summary>
internal static class Bugs
{
    /// <summary>The client with an <see cref="EventBug"/>.</summary>
    internal static ChatClientParts WithEvents(this ChatClientParts right, Func<StreamEvent, StreamEvent?> bug) =>
        right with
        {
            Decoder = new EventBug(right.Decoder, bug),
        };
}
