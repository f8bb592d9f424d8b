using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Telling;

/// <summary>Numbers the canonical events that a decoder makes: 1, 2, 3 …, whatever the numbers on the wire are.</summary>
internal sealed class Retelling
{
    private long seq;

    /// <summary>Adds an event under the next number.</summary>
    internal void Add(ICollection<Received> output, StreamEvent happening, string? cursor = null) =>
        output.Add(new Received(happening with { Seq = ++seq }, cursor));

    /// <summary>The text that a fragment appends, under the next number.</summary>
    internal TextDelta Append(in Fragment fragment, string? turn, string item) =>
        new(++seq, turn, item, fragment.Text!) { Offset = fragment.At };

    /// <summary>Adds what a fragment does to its text; where it does nothing, the resume point alone.</summary>
    internal void Add(ICollection<Received> output, in Fragment fragment, string? turn, string item, string? cursor)
    {
        switch (fragment)
        {
            case { IsAppend: true }:
                output.Add(new Received(Append(fragment, turn, item), cursor));
                break;
            case { Edit: TextEdit.Remove }:
                Add(output, new ItemRemove { Turn = turn, Item = item }, cursor);
                break;
            case { Edit: TextEdit.Replace }:
                Add(
                    output,
                    new ItemReplace
                    {
                        Turn = turn,
                        Item = item,
                        Text = fragment.Text,
                    },
                    cursor
                );
                break;
            case var _ when cursor is not null:
                output.Add(new Received(null, cursor));
                break;
        }
    }
}
