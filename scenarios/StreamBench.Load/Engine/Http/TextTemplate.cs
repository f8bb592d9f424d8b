using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace StreamBench.Load.Engine.Http;

/// <summary>A text with placeholders, cut up once, so that filling it in only copies bytes.</summary>
internal sealed class TextTemplate
{
    private readonly Piece[] pieces;
    private readonly FieldForm form;

    private TextTemplate(List<Piece> pieces, FieldForm form) => (this.pieces, this.form) = ([.. pieces], form);

    private enum Placeholder : byte
    {
        None,
        Number,
        Stream,
        Hex,
        Cursor,
        Field,
    }

    /// <summary>True when <c>{{cursor}}</c> occurs, so that the text makes no sense without one.</summary>
    internal bool NeedsCursor => pieces.Any(p => p.After == Placeholder.Cursor);

    /// <summary>Cuts <paramref name="text"/> at its placeholders.</summary>
    /// <param name="text">The text.</param>
    /// <param name="form">How the values of fields are written into it.</param>
    /// <param name="fields">The feed's fields; none when null.</param>
    /// <exception cref="FormatException">A placeholder is unknown or not closed.</exception>
    internal static TextTemplate Parse(
        string text,
        FieldForm form = FieldForm.Plain,
        IReadOnlyCollection<string>? fields = null
    )
    {
        var cut = new List<Piece>();
        var from = 0;
        while (text.IndexOf("{{", from, StringComparison.Ordinal) is var open and >= 0)
        {
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException($"the placeholder at character {open + 1} is not closed by \"}}}}\"");
            }

            var name = text[(open + 2)..close].Trim();
            cut.Add(new Piece(Encoding.UTF8.GetBytes(text[from..open]), Named(name, fields ?? []), name));
            from = close + 2;
        }

        cut.Add(new Piece(Encoding.UTF8.GetBytes(text[from..]), Placeholder.None, ""));
        return new TextTemplate(cut, form);
    }

    /// <summary>Writes the text with everything filled in; -1 when <paramref name="destination"/> is too small.</summary>
    internal int Write(Span<byte> destination, in RequestVariables variables)
    {
        var length = 0;
        foreach (var piece in pieces)
        {
            var literal = piece.Literal;
            if (
                !literal.AsSpan().TryCopyTo(destination[length..])
                || !TryWrite(piece, destination[(length + literal.Length)..], variables, out var written)
            )
            {
                return -1;
            }

            length += literal.Length + written;
        }

        return length;
    }

    /// <summary>The text with everything filled in, as UTF-8, in memory of its own.</summary>
    internal byte[] ToBytes(in RequestVariables variables)
    {
        for (var size = 1024; ; size *= 2)
        {
            var bytes = new byte[size];
            if (Write(bytes, variables) is var length and >= 0)
            {
                return bytes[..length];
            }
        }
    }

    /// <summary>The text with everything filled in.</summary>
    internal string ToText(in RequestVariables variables) => Encoding.UTF8.GetString(ToBytes(variables));

    private bool TryWrite(Piece piece, Span<byte> to, in RequestVariables variables, out int written)
    {
        switch (piece.After)
        {
            case Placeholder.Number:
                return Utf8Formatter.TryFormat(variables.Number, to, out written);
            case Placeholder.Stream:
                return Utf8Formatter.TryFormat(variables.Stream, to, out written);
            case Placeholder.Hex:
                return variables.Number.TryFormat(to, out written, "x12", CultureInfo.InvariantCulture);
            case Placeholder.Cursor:
                written = variables.Cursor.Length;
                return variables.Cursor.TryCopyTo(to);
            case Placeholder.Field:
                return form.TryWrite(variables.Row?[piece.Name] ?? "", to, out written);
            default:
                written = 0;
                return true;
        }
    }

    private static Placeholder Named(string name, IReadOnlyCollection<string> fields) =>
        name switch
        {
            "number" => Placeholder.Number,
            "stream" => Placeholder.Stream,
            "hex" => Placeholder.Hex,
            "cursor" => Placeholder.Cursor,
            _ when fields.Contains(name, StringComparer.Ordinal) => Placeholder.Field,
            _ => throw new FormatException(
                $"\"{{{{{name}}}}}\" is no placeholder; there are {{{{number}}}}, {{{{hex}}}}, {{{{stream}}}} and {{{{cursor}}}}{Fields(fields)}"
            ),
        };

    private static string Fields(IReadOnlyCollection<string> fields) =>
        fields.Count == 0 ? "" : ", and the feed's " + string.Join(", ", fields.Select(field => $"{{{{{field}}}}}"));

    private sealed record Piece(byte[] Literal, Placeholder After, string Name);
}
