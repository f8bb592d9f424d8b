using System.Text.Json;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

/// <summary>One place where two conversations differ.</summary>
/// <param name="Pointer">JSON pointer into <c>content(state)</c>.</param>
/// <param name="Expected">What should stand there, or undefined when nothing should.</param>
/// <param name="Actual">What stands there, or undefined when nothing does.</param>
/// <param name="LastTouched">The event that last changed the place on the expected side, or null where no event did.</param>
public sealed record Difference(string Pointer, JsonElement Expected, JsonElement Actual, Touch? LastTouched)
{
    private const int Width = 60;

    /// <summary>One line: pointer, expected, actual and the event; long texts are cut around their first difference.</summary>
    public override string ToString()
    {
        var (expected, actual) = Shorten(Show(Expected), Show(Actual));
        var touched = LastTouched is { } touch ? $"  last touched by {touch}" : "";
        return $"{Pointer}  expected {expected}  actual {actual}{touched}";
    }

    private static string Show(JsonElement value) => value.IsPresent ? value.GetRawText() : "nothing";

    private static (string, string) Shorten(string expected, string actual)
    {
        if (expected.Length <= Width && actual.Length <= Width)
        {
            return (expected, actual);
        }

        var same = expected.AsSpan().CommonPrefixLength(actual);
        var from = Math.Max(0, same - Width / 3);
        return (Window(expected, from), Window(actual, from));
    }

    private static string Window(string text, int from)
    {
        from = Math.Min(from, text.Length);
        var to = Math.Min(text.Length, from + Width);
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }
}
