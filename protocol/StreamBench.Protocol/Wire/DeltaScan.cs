using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace StreamBench.Protocol.Wire;

/// <summary>
/// A place in a JSON text that moves on over what is expected there. A method that answers false has met something else, which
/// need not be wrong: then the whole text is to be read by a reader that knows all of JSON.
/// </summary>
internal ref struct DeltaScan(ReadOnlySpan<byte> json)
{
    /// <summary>A number of fewer digits is in range.</summary>
    private const int MostDigits = 18;

    /// <summary>What ends the plain part of a string: its quote, an escape, a control character (which is no JSON).</summary>
    private static readonly SearchValues<byte> NotPlain = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(c => (byte)c),
        (byte)'"',
        (byte)'\\',
    ]);

    private readonly ReadOnlySpan<byte> whole = json;
    private ReadOnlySpan<byte> rest = json;

    /// <summary>Moves over <paramref name="words"/> when they stand here.</summary>
    internal bool Skip(ReadOnlySpan<byte> words)
    {
        if (!rest.StartsWith(words))
        {
            return false;
        }

        rest = rest[words.Length..];
        return true;
    }

    /// <summary>A whole number from 0 to <paramref name="most"/>; what follows it is the caller's to check.</summary>
    internal bool Number(long most, out long number)
    {
        number = 0;
        var digits = 0;
        while (digits < rest.Length && digits < MostDigits && char.IsAsciiDigit((char)rest[digits]))
        {
            number = (number * 10) + (rest[digits] - '0');
            digits++;
        }

        if (digits is 0 or MostDigits || (digits > 1 && rest[0] == '0') || number > most)
        {
            return false;
        }

        rest = rest[digits..];
        return true;
    }

    /// <summary>The rest of a string, its quote included, when it is ASCII without escapes.</summary>
    internal bool Plain(out ReadOnlySpan<byte> text)
    {
        var end = rest.IndexOfAny(NotPlain);
        if (end < 0 || rest[end] != '"' || !Ascii.IsValid(rest[..end]))
        {
            text = default;
            return false;
        }

        text = rest[..end];
        rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>The rest of a string, its quote included; any UTF-8 and any escape but <c>\u</c>.</summary>
    /// <param name="words">Where plain words may be found that were read before; null for nowhere.</param>
    /// <param name="text">What it says.</param>
    internal bool Text(SharedWords? words, out string text)
    {
        text = "";
        var end = rest.IndexOfAny(NotPlain);
        if (end < 0)
        {
            return false;
        }

        if (rest[end] != '"')
        {
            return Escaped(end, out text);
        }

        var plain = rest[..end];
        if (Ascii.IsValid(plain))
        {
            text = words?.Of(plain) ?? Encoding.Latin1.GetString(plain); // the quickest way to widen
        }
        else if (Utf8.IsValid(plain))
        {
            text = Encoding.UTF8.GetString(plain);
        }
        else
        {
            return false;
        }

        rest = rest[(end + 1)..];
        return true;
    }

    /// <summary>What was moved over since <paramref name="start"/>, an earlier place in the same text.</summary>
    internal readonly ReadOnlySpan<byte> Since(in DeltaScan start) => start.rest[..^rest.Length];

    /// <summary>True when the object ends here, and the text with it.</summary>
    internal readonly bool End() => rest is [(byte)'}'];

    private bool Escaped(int at, out string text)
    {
        text = "";
        while (rest[at] == '\\')
        {
            if (at + 2 >= rest.Length || "\"\\/bfnrt"u8.IndexOf(rest[at + 1]) < 0)
            {
                return false;
            }

            var plain = rest[(at + 2)..].IndexOfAny(NotPlain);
            if (plain < 0)
            {
                return false;
            }

            at += 2 + plain;
        }

        if (rest[at] != '"' || !Utf8.IsValid(rest[..at]))
        {
            return false;
        }

        // Nothing is left that could be refused: the reader only unescapes.
        var quoted = new Utf8JsonReader(whole.Slice(whole.Length - rest.Length - 1, at + 2));
        quoted.Read();
        text = quoted.GetString()!;
        rest = rest[(at + 1)..];
        return true;
    }
}
