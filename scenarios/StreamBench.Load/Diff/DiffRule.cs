using System.Globalization;
using StreamBench.Load.Metrics;
using StreamBench.Yaml;

namespace StreamBench.Load.Diff;

/// <summary>
/// How much a metric may change: <c>ttfe.p99:+10%</c> fails when it grows by more than 10 %, <c>goodput:-1%</c> when it
/// shrinks by more than 1 %, each only where the change is more than noise.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Metric">What is compared.</param>
/// <param name="Limit">Largest change allowed as a share of the old value; its sign says which way is guarded.</param>
/// <param name="GuardsGrowth">True when growth fails, false when shrinking does.</param>
public sealed record DiffRule(string Text, Metric Metric, double Limit, bool GuardsGrowth)
{
    /// <summary>Reads a rule.</summary>
    /// <exception cref="InvalidDataException">It is none; the message says in which column.</exception>
    public static DiffRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            throw Wrong(text, text.Length + 1, "a limit is missing; write ttfe.p99:+10%");
        }

        var name = text[..colon].Trim();
        if (MetricTable.Find(name) is not { } metric)
        {
            throw Wrong(text, 1, $"unknown metric \"{name}\"{Suggestion.For(name.Split('.')[0], MetricTable.Words)}");
        }

        var limit = text[(colon + 1)..].Trim();
        return
            limit is [('+' or '-') and var sign, .. var digits, '%']
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            ? new DiffRule(text.Trim(), metric, (sign == '+' ? percent : -percent) / 100, sign == '+')
            : throw Wrong(
                text,
                colon + 2,
                $"\"{limit}\" is no limit; write +10% to guard against growth or -1% against shrinking"
            );
    }

    /// <summary>True when a change goes further than the rule allows.</summary>
    internal bool Forbids(double change) => GuardsGrowth ? change > Limit : change < Limit;

    private static InvalidDataException Wrong(string text, int column, string message) =>
        new($"--fail-on \"{text}\", column {column}: {message}");
}
