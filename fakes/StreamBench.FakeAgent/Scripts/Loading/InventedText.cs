using System.Text;
using System.Text.RegularExpressions;
using Bogus;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>
/// Fills <c>{{word}}</c> in texts: with a value of the script's <c>let</c>, else with what Bogus invents for it
/// (<c>{{name.firstName}}</c>). Everything comes from the script's seed.
/// </summary>
internal sealed partial class InventedText(int seed)
{
    // Text longer than this repeats itself: inventing megabytes would take longer than sending them.
    private const int LongestInvention = 16_384;

    private readonly Faker faker = new() { Random = new Randomizer(seed) };
    private readonly Dictionary<string, string> given = new(StringComparer.Ordinal);

    /// <summary>Why <paramref name="name"/> cannot be given, or null once it is.</summary>
    internal string? Give(string name, string template)
    {
        if (!Name().IsMatch(name))
        {
            return $"\"{name}\" cannot be a name: use letters, digits and hyphens";
        }

        var problem = Fill(template, out var text);
        given[name] = text;
        return problem;
    }

    /// <summary>Why <paramref name="template"/> cannot be filled, or null.</summary>
    internal string? Fill(string template, out string text)
    {
        string? problem = null;
        text = template.Contains("{{", StringComparison.Ordinal)
            ? Place().Replace(template, match => Value(match.Groups["word"].Value.Trim(), ref problem))
            : template;
        return problem;
    }

    /// <summary>As <see cref="Fill"/>, again and again until the text has exactly <paramref name="length"/> UTF-16 code units.</summary>
    internal string? FillTo(string template, int length, out string text)
    {
        var filled = new StringBuilder(length);
        string? problem = null;
        while (problem is null && filled.Length < Math.Min(length, LongestInvention))
        {
            problem = Fill(template, out var more);
            if (more.Length == 0)
            {
                problem ??= "an empty text cannot be filled up";
            }

            filled.Append(filled.Length == 0 ? "" : " ").Append(more);
        }

        var invented = filled.ToString();
        while (problem is null && filled.Length < length)
        {
            filled.Append(' ').Append(invented);
        }

        text = problem is null ? filled.ToString(0, length) : "";
        return problem;
    }

    private string Value(string word, ref string? problem)
    {
        if (given.TryGetValue(word, out var value))
        {
            return value;
        }

        if (word.StartsWith("date.", StringComparison.OrdinalIgnoreCase))
        {
            problem = $"{{{{{word}}}}} depends on today's date, so the script would not repeat; write the date";
            return "";
        }

        try
        {
            return faker.Parse($"{{{{{word}}}}}");
        }
        catch (ArgumentException)
        {
            problem =
                $"{{{{{word}}}}} is neither a name of \"let\" nor one that Bogus knows (such as name.fullName)"
                + Suggestion.For(word, given.Keys);
            return "";
        }
    }

    [GeneratedRegex("\\{\\{(?<word>[^{}]+)\\}\\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Place();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
