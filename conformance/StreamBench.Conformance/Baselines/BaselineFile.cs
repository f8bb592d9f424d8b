using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Baselines;

/// <summary>Reads the baseline that a client team keeps beside its client.</summary>
/// <example><code>
/// client: my-client
/// known-failing:
///   - case: RES-013/**            # or RES-013.state/transport:ws
///     issue: https://example.org/issues/123
///     until: 2026-12-31           # the last day on which it excuses anything
/// known-flaky:
///   - case: TPT-010/**
///     issue: https://example.org/issues/140
/// </code></example>
public static class BaselineFile
{
    private static readonly FileKind Kind = new()
    {
        Name = "baseline",
        FirstLine = "client: my-client",
        MaxBytes = 1 << 20,
        MaxDepth = 8,
        MaxNodes = 100_000,
    };

    /// <summary>Reads the file at <paramref name="path"/>, in UTF-8.</summary>
    public static LoadedBaseline Load(string path) => Read(YamlFile.Load(path, Kind), path);

    /// <summary>Reads <paramref name="text"/>; <paramref name="name"/> stands in problems.</summary>
    public static LoadedBaseline Parse(string text, string name) => Read(YamlFile.Parse(text, name, Kind), name);

    private static LoadedBaseline Read(YamlFile file, string name)
    {
        if (file.Root is not { } root)
        {
            return new LoadedBaseline(Baseline: null, file.Problems.InOrder);
        }

        var fields = YamlFields.Of(root, "baseline", file.Problems).Require("client");
        var client = fields.Text("client") ?? "";
        ImmutableArray<BaselineEntry> entries =
        [
            .. Entries(fields, "known-failing", ListedAs.Failing, file.Problems),
            .. Entries(fields, "known-flaky", ListedAs.Flaky, file.Problems),
        ];
        fields.RejectOthers();
        RejectTwins(entries, file.Problems);
        return new LoadedBaseline(
            file.Problems.HasErrors
                ? null
                : new Baseline
                {
                    File = name,
                    Client = client,
                    Entries = entries,
                },
            file.Problems.InOrder
        );
    }

    private static IEnumerable<BaselineEntry> Entries(
        YamlFields fields,
        string section,
        ListedAs listed,
        ProblemList problems
    )
    {
        // A section whose last entry was taken out is empty, and that is no mistake.
        if (fields.Value(section) is null or { IsNull: true })
        {
            yield break;
        }

        foreach (var item in fields.Sections(section, "known case"))
        {
            if (Entry(item.Require("case"), listed, problems) is { } entry)
            {
                yield return entry;
            }

            item.RejectOthers();
        }
    }

    private static BaselineEntry? Entry(YamlFields fields, ListedAs listed, ProblemList problems)
    {
        var (text, issue, until) = (fields.Text("case"), fields.Text("issue"), Day(fields));
        if (text is null)
        {
            return null;
        }

        if (!PathPattern.TryParse(text, out var pattern, out var problem))
        {
            fields.Error("case", problem);
            return null;
        }

        var at = fields.Value("case")!;
        return new BaselineEntry
        {
            Pattern = pattern,
            As = listed,
            Issue = issue,
            Until = until,
            Line = at.Line,
            Column = at.Column,
        };
    }

    private static DateOnly? Day(YamlFields fields)
    {
        if (fields.Text("until") is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        fields.Error("until", $"\"{text}\" is no day; write it as 2026-12-31");
        return null;
    }

    private static void RejectTwins(ImmutableArray<BaselineEntry> entries, ProblemList problems)
    {
        var seen = new Dictionary<PathPattern, int>();
        foreach (var entry in entries)
        {
            if (!seen.TryAdd(entry.Pattern, entry.Line))
            {
                problems.Error(
                    entry.Line,
                    entry.Column,
                    $"{entry.Pattern} is listed in line {seen[entry.Pattern]} already; keep one of them"
                );
            }
        }
    }
}

/// <summary>What came of reading a baseline.</summary>
/// <param name="Baseline">The baseline, or null when it has errors.</param>
/// <param name="Problems">What is wrong with it, in the order of the file.</param>
public sealed record LoadedBaseline(Baseline? Baseline, ImmutableArray<FileProblem> Problems);
