using System.Text;
using StreamBench.Protocol.State;

namespace StreamBench.Dialects.Atmosphere.Telling;

/// <summary>
/// The one text of a session, made of all its text items (or of all its reasoning). The wire has no ids for texts, so they are told
/// one after another in render order: what belongs to a later item waits until the earlier ones are closed.
/// </summary>
internal sealed class SessionVoice
{
    private readonly List<Line> lines = [];
    private int current;

    /// <summary>True when something of this session was said already.</summary>
    internal bool HasSpoken { get; private set; }

    internal bool Holds(string item) => IndexOf(item) >= 0;

    /// <summary>A new item, with <paramref name="place"/> others before it.</summary>
    internal void Open(Item item, int place)
    {
        lines.Insert(place, new Line(item));
        if (place <= current && lines.Count > 1)
        {
            current++; // an item between told ones: its words can only come with the whole
        }

        Advance();
    }

    /// <summary>How many of these items are here: where an item goes that follows them.</summary>
    internal int CountBefore(IReadOnlyList<Item> order, Item item)
    {
        var count = 0;
        for (var i = 0; i < order.Count && order[i] != item; i++)
        {
            count += Holds(order[i].Id) ? 1 : 0;
        }

        return count;
    }

    internal int Count => lines.Count;

    /// <summary>Takes an append; how much of it is new, and whether it is told now, later or with the whole.</summary>
    internal Saying Append(string item, string text, int? offset, out int alreadyTold)
    {
        var at = IndexOf(item);
        var line = lines[at];
        alreadyTold = offset is { } start ? Math.Clamp(line.Length - start, 0, text.Length) : 0;
        line.Length += text.Length - alreadyTold;
        return alreadyTold == text.Length || at > current ? Saying.Nothing
            : at == current ? Say(Saying.Piece)
            : Restate();
    }

    /// <summary>Takes a new whole text of an item.</summary>
    internal Saying Replace(string item, int length)
    {
        var at = IndexOf(item);
        lines[at].Length = length;
        return at > current ? Saying.Nothing : Restate();
    }

    /// <summary>An item is closed: the next one may speak. Its words so far, or null.</summary>
    internal string? Close() => Advance();

    /// <summary>An item is gone, and what waited for it, if anything, may be told.</summary>
    internal Saying Remove(string item, out string? waiting)
    {
        var at = IndexOf(item);
        var wasTold = at <= current && lines[at].Length > 0;
        lines.RemoveAt(at);
        current = at < current ? current - 1 : Math.Min(current, Math.Max(lines.Count - 1, 0));
        waiting = Advance();
        return wasTold ? Restate()
            : waiting is not null ? Saying.Piece
            : Saying.Nothing;
    }

    /// <summary>Everything that still waits, or null.</summary>
    internal string? Rest()
    {
        var rest = Join(current + 1, lines.Count);
        current = Math.Max(lines.Count - 1, 0);
        return rest;
    }

    /// <summary>Everything that was told, as it stands now.</summary>
    internal string Whole() => Join(0, Math.Min(current + 1, lines.Count)) ?? "";

    private string? Advance()
    {
        var from = current;
        while (current + 1 < lines.Count && lines[current].Item.Closed)
        {
            current++;
        }

        return Join(from + 1, Math.Min(current + 1, lines.Count));
    }

    private string? Join(int from, int to)
    {
        if (from >= to || lines.Skip(from).Take(to - from).All(line => line.Length == 0))
        {
            return null;
        }

        HasSpoken = true;
        var text = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            text.Append(lines[i].Item.Text);
        }

        return text.ToString();
    }

    // What has not been told yet needs no repair: it is told.
    private Saying Restate() =>
        HasSpoken ? Saying.Whole
        : lines.Take(current + 1).All(line => line.Length == 0) ? Saying.Nothing
        : Say(Saying.Opening);

    private Saying Say(Saying saying)
    {
        HasSpoken = true;
        return saying;
    }

    // The one that speaks is nearly always the one that is asked for.
    private int IndexOf(string item)
    {
        if (current < lines.Count && lines[current].Item.Id == item)
        {
            return current;
        }

        var at = lines.Count - 1;
        while (at >= 0 && lines[at].Item.Id != item)
        {
            at--;
        }

        return at;
    }

    private sealed class Line(Item item)
    {
        internal Item Item => item;

        internal int Length { get; set; }
    }
}
