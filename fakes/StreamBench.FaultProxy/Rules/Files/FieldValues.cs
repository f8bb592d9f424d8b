using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Reads and writes the values that stand in rule files.</summary>
internal static class FieldValues
{
    public const string HexPrefix = "hex:";

    public static readonly FieldForm DurationForm = FieldForm.Pattern(
        "a time such as 250ms, 2s, 1m or 1h",
        @"^(0|[0-9.]+(us|ms|s|m|h))$"
    );

    public static readonly FieldForm ChanceForm = FieldForm.Pattern("a chance such as 2% or 0.02", "^[0-9.]+%?$");

    public static readonly FieldForm BytesForm = FieldForm.Pattern(
        "a text, or bytes such as hex:FF00",
        "^(?!hex:)|^hex:([0-9A-Fa-f]{2})*$"
    );

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("us", TimeSpan.FromMicroseconds(1)),
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
    ];

    public static bool TryDuration(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (text == "0")
            return true;
        var digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyzµ".ToCharArray());
        var length = Array.Find(Units, unit => unit.Unit == text[digits.Length..]).Length;
        // Longer than a year is a mistake, and must not overflow.
        if (length == TimeSpan.Zero || !TryDecimal(digits, out var number) || number * length.TotalDays > 366)
            return false;
        value = number * length;
        return true;
    }

    public static string Duration(TimeSpan value)
    {
        foreach (var (unit, length) in Units.Reverse())
        {
            if (value.Ticks % length.Ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / length.Ticks}{unit}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"{value.TotalMicroseconds}us");
    }

    public static bool TryChance(string text, out double value)
    {
        var isPercent = text.EndsWith('%');
        var isNumber = TryDecimal(isPercent ? text[..^1] : text, out value);
        if (isPercent)
            value /= 100;
        return isNumber && value is >= 0 and <= 1;
    }

    public static bool TryNumber(string text, out long value) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);

    /// <summary>Text as UTF-8, or bytes as <c>hex:FF00</c>.</summary>
    public static bool TryBytes(string text, out ImmutableArray<byte> value)
    {
        value = [];
        if (!text.StartsWith(HexPrefix, StringComparison.Ordinal))
        {
            value = [.. Encoding.UTF8.GetBytes(text)];
            return true;
        }
        var hex = text[HexPrefix.Length..];
        if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
            return false;
        value = [.. Convert.FromHexString(hex)];
        return true;
    }

    public static string Bytes(ImmutableArray<byte> value)
    {
        var text = Encoding.UTF8.GetString(value.AsSpan());
        return
            Encoding.UTF8.GetBytes(text).AsSpan().SequenceEqual(value.AsSpan())
            && !text.StartsWith(HexPrefix, StringComparison.Ordinal)
            ? text
            : HexPrefix + Convert.ToHexString(value.AsSpan());
    }

    private static bool TryDecimal(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
}
