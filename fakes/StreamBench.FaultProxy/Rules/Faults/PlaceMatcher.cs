using System.Text;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules.Faults;

/// <summary>Says whether an event stands at the place of a rule, in one response.</summary>
internal sealed class PlaceMatcher(Place place, FaultContext context)
{
    /// <summary>The word behind <c>before:</c> that means the last event.</summary>
    public const string End = "end";

    private readonly byte[]? type = Utf8(place.Event ?? (place.Before == End ? null : place.Before));
    private readonly byte[]? id = Utf8(place.Id);
    private long seen;

    /// <summary>Whether no event can match any more.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Looks at the next event; chance is drawn only for one that stands at the place.</summary>
    public bool Matches(in FramedEvent frame)
    {
        if (!frame.IsEvent || IsDone || (frame.IsCopy && place.Every is null) || !StandsHere(frame))
            return false;
        return DrawsChance() && (!place.Once || context.Strike.TryTake());
    }

    /// <summary>Whether chance lets the rule act, at a place that is no event.</summary>
    public bool DrawsChance() => place.Chance >= 1 || context.Random.NextDouble() < place.Chance;

    private bool StandsHere(in FramedEvent frame)
    {
        var index =
            place.CountsOnPath ? frame.PathIndex
            : place.CountsOnConnection ? frame.ConnectionIndex
            : frame.Index;
        if (place.Index is { } wanted)
        {
            IsDone = index >= wanted;
            return index == wanted;
        }
        if (place.Every is { } every)
            return index % every == 0;
        if (place.Time is { } time)
            return Once(context.Body.Elapsed >= time);
        if (place.Before == End)
            return Once(frame.IsLast);
        if (id is not null)
            return Once(context.Body.Format!.HasId(frame.Raw.Span, id));
        if (place.Seq is { } seq)
            return Once(context.Body.Format!.HasSeq(frame.Raw.Span, seq));
        if (type is null)
            return true;
        if (!context.Body.Format!.HasType(frame.Raw.Span, type))
            return false;
        if (place.Before is not null)
            return Once(true);
        return place.Nth is not { } nth || Once(++seen == nth);
    }

    private bool Once(bool matches)
    {
        IsDone |= matches;
        return matches;
    }

    private static byte[]? Utf8(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);
}
