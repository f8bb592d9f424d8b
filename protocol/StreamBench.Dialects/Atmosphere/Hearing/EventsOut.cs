using System.Text.Json;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Atmosphere.Hearing;

/// <summary>Where a decoder's events go: numbered from 1 without holes.</summary>
internal sealed class EventsOut
{
    /// <summary>What the caller collects; set for each frame.</summary>
    internal ICollection<Received> Output { get; set; } = [];

    /// <summary>The last number given.</summary>
    internal long Seq { get; private set; }

    internal long Next() => ++Seq;

    internal void Emit(Payload payload, string? cursor = null) => Output.Add(new Received(payload, cursor));

    /// <summary>More text for an item.</summary>
    internal void Append(string turn, string item, string text) =>
        Output.Add(new Received(new TextDelta(Next(), turn, item, text), null));

    // After the last item of its own turn, so that turns which speak at the same time stay apart.
    internal string OpenItem(
        SessionHeard session,
        string item,
        string kind,
        string? name = null,
        string? label = null,
        string? elementType = null,
        JsonElement value = default
    )
    {
        Emit(
            new ItemOpen
            {
                Seq = Next(),
                Turn = session.Id,
                Item = item,
                Kind = kind,
                After = session.Last,
                Name = name,
                Label = label,
                ElementType = elementType,
                Value = value,
            }
        );
        session.Last = item;
        return item;
    }
}
