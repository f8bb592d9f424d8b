using System.Text.RegularExpressions;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Delivery.Filters;

/// <summary>
/// Replaces what a pattern finds in the text of a conversation, also where tokens cut it in pieces: appends are held while
/// their end may still become a match, for at most <see cref="MaxHeld"/> events and <see cref="MaxWait"/>. Events keep
/// their seq and order.
/// </summary>
/// <remarks>
/// Digests that the server has computed over the original text are taken out, as they no longer fit: <c>turn.close</c> goes
/// without its digest, a checkpoint becomes an unknown event, a snapshot an unknown event of its seq.
/// </remarks>
/// <param name="pattern">What must not be shown.</param>
/// <param name="replace">What is shown instead.</param>
/// <param name="begins">Matches an end of text that may become a match of <paramref name="pattern"/>.</param>
internal sealed class RewriteFilter(Regex pattern, Func<Match, string> replace, Regex begins) : IDeliveryFilter
{
    internal const int MaxHeld = 64;
    internal static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(250);

    private readonly List<Outgoing> queue = [];
    private readonly Dictionary<string, HeldText> unsettled = new(StringComparer.Ordinal);
    private TimeSpan until;

    public TimeSpan? WakeAt => queue.Count > 0 ? until : null;

    public void Pass(in Outgoing item, DeliveryStep next)
    {
        if (item.Payload is not TextAppend append)
        {
            // Anything else settles all text: an approval or a tool call must never wait for the end of a word.
            Flush(next);
            next.Emit(Rewrite(item));
            return;
        }

        if (queue.Count == 0)
        {
            until = next.Now + MaxWait;
        }

        var id = append.Item ?? "";
        if (!unsettled.TryGetValue(id, out var held))
        {
            unsettled[id] = held = new HeldText();
        }

        held.Add(queue.Count, item);
        queue.Add(item);
        if (!begins.IsMatch(held.Joined))
        {
            Settle(id, held);
        }

        if (unsettled.Count == 0 || queue.Count == MaxHeld)
        {
            Flush(next);
        }
    }

    public void Wake(DeliveryStep next) => Flush(next);

    public void Flush(DeliveryStep next)
    {
        foreach (var (id, held) in unsettled.ToArray())
        {
            Settle(id, held);
        }

        foreach (var item in queue)
        {
            next.Emit(item);
        }

        queue.Clear();
    }

    private void Settle(string id, HeldText held)
    {
        foreach (var (slot, item) in held.Rewrite(pattern, replace))
        {
            queue[slot] = item;
        }

        unsettled.Remove(id);
    }

    private Outgoing Rewrite(in Outgoing item) =>
        item.Payload switch
        {
            ItemClose { Text: { } text } close => With(item, text, t => close with { Text = t }),
            ItemReplace { Text: { } text } other => With(item, text, t => other with { Text = t }),
            ToolOutput output => With(item, output.Text, t => output with { Text = t, Offset = null }),
            TurnClose { Digest: not null } close => item.With(close with { Digest = null }),
            Checkpoint or Snapshot => item.With(Withheld((StreamEvent)item.Payload)),
            _ => item,
        };

    private Outgoing With(in Outgoing item, string text, Func<string, StreamEvent> make) =>
        pattern.IsMatch(text) ? item.With(make(pattern.Replace(text, m => replace(m)))) : item;

    private static UnknownEvent Withheld(StreamEvent original) =>
        new(original.Type + ".withheld") { Seq = original.Seq, At = original.At };
}
