using StreamBench.Protocol.Events;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Reduction;

/// <summary>Rule 9: what an offset says about where a text belongs.</summary>
internal static class Appending
{
    internal static Verdict Append(TextBuffer buffer, string text, int? offset)
    {
        if (offset is not { } at || at == buffer.Length)
        {
            buffer.Append(text);
            return Verdict.Applied;
        }

        return AppendAt(buffer, text, at);
    }

    /// <summary>The same, among shared texts where that is possible.</summary>
    internal static Verdict Append(TextBuffer buffer, in TextDelta delta, SharedTexts? texts)
    {
        if (delta.Offset is { } at && at != buffer.Length)
        {
            return AppendAt(buffer, delta.Text, at);
        }

        buffer.Append(delta.Text, texts);
        return Verdict.Applied;
    }

    private static Verdict AppendAt(TextBuffer buffer, string text, int at)
    {
        if (at > buffer.Length)
        {
            return Verdict.Diverged("hole");
        }

        var overlap = Math.Min(buffer.Length - at, text.Length);
        if (!buffer.HoldsAt(at, text.AsSpan(0, overlap)))
        {
            return Verdict.Diverged("conflict");
        }

        buffer.Append(text.AsSpan(overlap));
        return Verdict.Applied;
    }
}
