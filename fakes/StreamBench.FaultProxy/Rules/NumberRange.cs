using System.Globalization;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Numbers from <paramref name="First"/> to <paramref name="Last"/>, both included. Written <c>3</c>, <c>2..4</c>, <c>2..</c> or <c>*</c>.</summary>
public readonly record struct NumberRange(long First, long Last)
{
    /// <summary>Every number.</summary>
    public static readonly NumberRange All = new(1, long.MaxValue);

    /// <summary>Whether the number is one of them.</summary>
    public bool Contains(long number) => number >= First && number <= Last;

    /// <summary>Reads the written form; false when it is none, or empty.</summary>
    public static bool TryParse(string text, out NumberRange range)
    {
        range = All;
        if (text == "*")
            return true;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        var first = dots < 0 ? text : text[..dots];
        var last = dots < 0 ? text : text[(dots + 2)..];
        var end = long.MaxValue;
        if (!TryParseNumber(first, out var start) || (last.Length > 0 && !TryParseNumber(last, out end)))
            return false;
        range = new NumberRange(start, end);
        return start <= end;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        this == All ? "*"
        : First == Last ? First.ToString(CultureInfo.InvariantCulture)
        : Last == long.MaxValue ? $"{First}.."
        : $"{First}..{Last}";

    internal NumberRange Shift(long by) => new(First + by, Last > long.MaxValue - by ? long.MaxValue : Last + by);

    private static bool TryParseNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
        && number is > 0 and < int.MaxValue;
}
