using System.Text;
using System.Text.RegularExpressions;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Filters;

/// <summary>The appends of one item whose text is not settled yet, seen as one text.</summary>
internal sealed class HeldText
{
    private readonly List<(int Slot, Outgoing Item)> appends = [];
    private readonly StringBuilder joined = new();

    /// <summary>The text of all of them.</summary>
    internal string Joined => joined.ToString();

    /// <summary>Adds an append that waits in <paramref name="slot"/> of the queue.</summary>
    internal void Add(int slot, in Outgoing item)
    {
        appends.Add((slot, item));
        joined.Append(((TextAppend)item.Payload).Text);
    }

    /// <summary>
    /// Rewrites every match, wherever the appends cut it: its replacement stands in the append where it began, and the rest
    /// of it vanishes from those after. Appends without a match keep their bytes, save for an offset, which no longer holds.
    /// </summary>
    internal IEnumerable<(int Slot, Outgoing Item)> Rewrite(Regex pattern, Func<Match, string> replace)
    {
        var matches = pattern.Matches(Joined);
        var start = 0;
        foreach (var (slot, item) in appends)
        {
            var append = (TextAppend)item.Payload;
            var end = start + append.Text.Length;
            var text = matches.Count == 0 ? append.Text : Slice(start, end, matches, replace);
            yield return (
                slot,
                text == append.Text && append.Offset is null
                    ? item
                    : item.With(append with { Text = text, Offset = null })
            );
            start = end;
        }
    }

    private string Slice(int start, int end, MatchCollection matches, Func<Match, string> replace)
    {
        var text = new StringBuilder();
        var at = start;
        foreach (var match in matches.Where(m => m.Index < end && m.Index + m.Length > start))
        {
            text.Append(joined, at, Math.Max(match.Index - at, 0));
            if (match.Index >= start)
            {
                text.Append(replace(match));
            }

            at = Math.Min(match.Index + match.Length, end);
        }

        return text.Append(joined, at, end - at).ToString();
    }
}
