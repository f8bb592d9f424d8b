using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace StreamBench.FakeAgent.Delivery.Filters;

/// <summary>Every delivery filter by its name. A new one is a file here and a line below.</summary>
public static partial class DeliveryFilters
{
    /// <summary>Name → maker of a filter for one subscriber.</summary>
    internal static FrozenDictionary<string, Func<IDeliveryFilter>> All { get; } =
        new Dictionary<string, Func<IDeliveryFilter>>(StringComparer.Ordinal)
        {
            ["pii-redaction"] = () => new RewriteFilter(PersonalData(), _ => "[redacted]", PersonalDataBegins()),
            ["content-safety"] = () => new RewriteFilter(Unsafe(), m => new string('*', m.Length), WordBegins()),
            ["cost-meter"] = () => new CostMeterFilter(),
            ["token-batch"] = () => new TokenBatchFilter(),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names => All.Keys;

    /// <summary>E-mail addresses, and card numbers of 13 to 19 digits in groups.</summary>
    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b\d(?:[ -]?\d){12,18}\b", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PersonalData();

    /// <summary>An end of text that may still become personal data.</summary>
    [GeneratedRegex(@"(?:[\w.+@-]|(?<=\d) )+\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PersonalDataBegins();

    /// <summary>A small list for demonstrations: what a policy would forbid an agent to say.</summary>
    [GeneratedRegex(
        @"\b(?:damn|bastard|kill yourself)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Unsafe();

    /// <summary>An unfinished word, or an unfinished phrase of the list.</summary>
    [GeneratedRegex(@"(?:\bkill )?\w*\z(?<=[\w ])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex WordBegins();
}
