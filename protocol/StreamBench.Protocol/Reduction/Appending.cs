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
