namespace StreamBench.Protocol.State;

/// <summary>Text that grows at its end. Holds at most twice its length; an append allocates only when it outgrows that.</summary>
internal sealed class TextBuffer
{
    private char[] chars = [];

    internal int Length { get; private set; }

    internal ReadOnlySpan<char> Span => chars.AsSpan(0, Length);

    internal void Append(ReadOnlySpan<char> text)
    {
        if (text.Length > chars.Length - Length)
        {
            Array.Resize(ref chars, Math.Max(Length + text.Length, Math.Max(16, Length * 2)));
        }

        text.CopyTo(chars.AsSpan(Length));
        Length += text.Length;
    }

    internal void Replace(ReadOnlySpan<char> text)
    {
        Length = 0;
        Append(text);
    }

    public override string ToString() => Span.ToString();
}
