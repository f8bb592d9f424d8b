using System.Buffers.Text;
using System.Text;

namespace StreamBench.Load.Engine.Http;

/// <summary>A text with placeholders, cut up once, so that filling it in only copies bytes.</summary>
internal sealed class TextTemplate
{
    private readonly (byte[] Literal, Placeholder After)[] pieces;

    private TextTemplate(List<(byte[] Literal, Placeholder After)> pieces) => this.pieces = [.. pieces];

    private enum Placeholder : byte
    {
        None,
        Number,
        Stream,
        Cursor,
    }

    /// <summary>True when <c>{{cursor}}</c> occurs, so that the text makes no sense without one.</summary>
    internal bool NeedsCursor => pieces.Any(p => p.After == Placeholder.Cursor);

    /// <summary>Cuts <paramref name="text"/> at its placeholders.</summary>
    /// <exception cref="FormatException">A placeholder is unknown or not closed.</exception>
    internal static TextTemplate Parse(string text)
    {
        var cut = new List<(byte[] Literal, Placeholder After)>();
        var from = 0;
        while (text.IndexOf("{{", from, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException($"the placeholder at character {open + 1} is not closed by \"}}}}\"");
            }

            var name = text[(open + 2)..close].Trim();
            cut.Add((Encoding.UTF8.GetBytes(text[from..open]), Named(name)));
            from = close + 2;
        }

        cut.Add((Encoding.UTF8.GetBytes(text[from..]), Placeholder.None));
        return new TextTemplate(cut);
    }

    /// <summary>Writes the text with everything filled in; -1 when <paramref name="destination"/> is too small.</summary>
    internal int Write(Span<byte> destination, in RequestVariables variables)
    {
        var length = 0;
        foreach (var (literal, placeholder) in pieces)
        {
            if (
                !literal.AsSpan().TryCopyTo(destination[length..])
                || !TryWrite(placeholder, destination[(length + literal.Length)..], variables, out var written)
            )
            {
                return -1;
            }

            length += literal.Length + written;
        }

        return length;
    }

    private static bool TryWrite(Placeholder placeholder, Span<byte> to, in RequestVariables variables, out int written)
    {
        switch (placeholder)
        {
            case Placeholder.Number:
                return Utf8Formatter.TryFormat(variables.Number, to, out written);
            case Placeholder.Stream:
                return Utf8Formatter.TryFormat(variables.Stream, to, out written);
            case Placeholder.Cursor:
                written = variables.Cursor.Length;
                return variables.Cursor.TryCopyTo(to);
            default:
                written = 0;
                return true;
        }
    }

    private static Placeholder Named(string name) =>
        name switch
        {
            "number" => Placeholder.Number,
            "stream" => Placeholder.Stream,
            "cursor" => Placeholder.Cursor,
            _ => throw new FormatException(
                $"\"{{{{{name}}}}}\" is no placeholder; there are {{{{number}}}}, {{{{stream}}}} and {{{{cursor}}}}"
            ),
        };
}
