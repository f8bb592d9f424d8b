using System.Globalization;

namespace StreamBench.Protocol.Json;

/// <summary>A place in a JSON value (RFC 6901).</summary>
public static class JsonPointer
{
    /// <summary>Adds one step to <paramref name="pointer"/>.</summary>
    public static string Append(string pointer, string token) =>
        $"{pointer}/{token.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Adds one array index to <paramref name="pointer"/>.</summary>
    public static string Append(string pointer, int index) => $"{pointer}/{index}";

    /// <summary>The steps of <paramref name="pointer"/>, unescaped; empty for the whole value.</summary>
    /// <exception cref="FormatException">The text is no JSON pointer.</exception>
    public static string[] Parse(string pointer)
    {
        if (pointer.Length == 0)
        {
            return [];
        }

        if (pointer[0] != '/')
        {
            throw new FormatException($"\"{pointer}\" is no JSON pointer: it must start with /");
        }

        return [.. pointer[1..].Split('/').Select(Unescape)];
    }

    /// <summary>The array index that <paramref name="token"/> spells (no sign, no leading zero), or -1.</summary>
    internal static int Index(string token) =>
        (token is "0" || (token.Length > 0 && token[0] is >= '1' and <= '9'))
        && int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : -1;

    // RFC 6901 §4: first ~1, then ~0, so that ~01 becomes ~1.
    private static string Unescape(string token) =>
        token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
