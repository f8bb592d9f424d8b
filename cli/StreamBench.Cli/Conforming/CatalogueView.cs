using System.Text.Json;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Yaml;

namespace StreamBench.Cli.Conforming;

/// <summary>The catalogue for people: a line a case, or one case at length.</summary>
internal sealed class CatalogueView(TextWriter output, TextWriter error)
{
    internal int List(string[]? words, string? inDialects, bool asJson)
    {
        if (
            !PatternList.TryRead(words, out var patterns, out var problem)
            || !DialectNames.TryRead(inDialects, out var dialects, out problem)
        )
        {
            error.WriteLine(problem);
            return ExitCode.Usage;
        }

        foreach (
            var one in CaseBook
                .Shipped.Cases.Where(one => patterns.IsEmpty || patterns.Any(p => p.MatchesCase(one.Id)))
                .Where(one => inDialects is null || DialectCells.Of(one, dialects).Any(found => found.WhyNot is null))
        )
        {
            output.WriteLine(asJson ? Json(one) : Line(one));
        }

        foreach (
            var one in ServerCaseBook.Shipped.Cases.Where(one =>
                inDialects is null && (patterns.IsEmpty || patterns.Any(p => p.MatchesCase(one.Id)))
            )
        )
        {
            output.WriteLine(asJson ? ServerCaseView.Json(one) : ServerCaseView.Line(one));
        }

        return ExitCode.AsExpected;
    }

    internal int Explain(string id, string? inDialects)
    {
        if (!DialectNames.TryRead(inDialects, out var dialects, out var problem))
        {
            error.WriteLine(problem);
            return ExitCode.Usage;
        }

        if (ServerCaseBook.Shipped.Find(id.ToUpperInvariant()) is { } ofServers)
        {
            ServerCaseView.Explain(ofServers, output);
            return ExitCode.AsExpected;
        }

        if (CaseBook.Shipped.Find(id.ToUpperInvariant()) is not { } one)
        {
            var known = CaseBook.Shipped.Cases.Select(c => c.Id).Concat(ServerCaseBook.Shipped.Cases.Select(c => c.Id));
            error.WriteLine($"there is no case \"{Printable.Of(id)}\"{Suggestion.For(id, known)}");
            return ExitCode.Usage;
        }

        output.WriteLine($"{one.Id}  {one.Title}");
        output.WriteLine($"  {Words.Of(one.Level)}, release {one.Phase}, needs {string.Join(", ", one.Needs)}");
        output.WriteLine($"  on {string.Join(", ", one.Transports)} with {string.Join(", ", one.Scripts)}");
        RuleView.Explain(one.Rule, output);
        if (one.About is { } about)
        {
            output.WriteLine();
            output.WriteLine($"  {about}");
        }

        foreach (var variant in one.Variants)
        {
            output.WriteLine();
            var needs = variant.Needs.IsEmpty ? "" : $" (needs {string.Join(", ", variant.Needs)})";
            output.WriteLine(variant.Name is { } name ? $"  {name}:{needs}" : "  What happens:");
            Describe(variant.Setup, output);
        }

        if (inDialects is not null)
        {
            output.WriteLine();
            DialectCells.Explain(one, dialects, output);
        }

        var dialect = inDialects is null ? "" : $" --dialect {inDialects}";
        output.WriteLine();
        output.WriteLine($"  streambench conform --reference{dialect} --run {one.Id}");
        return ExitCode.AsExpected;
    }

    private static void Describe(Setup setup, TextWriter output)
    {
        if (setup.Server is { } server)
        {
            output.WriteLine($"    server   {server.ToJsonString()}");
        }

        if (setup.Proxy is { } proxy)
        {
            output.WriteLine($"    proxy    {proxy.ToJsonString()}");
        }

        foreach (var step in setup.Steps)
        {
            var when = step.When.Kind == TriggerKind.Now ? "then" : $"{Words.Of(step.When.Kind)} {step.When.Number}";
            output.WriteLine($"    {when.TrimEnd(), -8} {step.Do}");
        }

        foreach (var check in setup.Checks)
        {
            output.WriteLine(
                $"    check    {Checks.All[check.Name].Meaning}{(check.Value is { } v ? $": {v.ToJsonString()}" : "")}"
            );
        }
    }

    private static string Line(Case one)
    {
        var head = $"{one.Id}  {Words.Of(one.Level), -6} {string.Join(' ', one.Needs), -18} ";
        return head + (one.Title.Length > 79 - head.Length ? one.Title[..(78 - head.Length)] + "…" : one.Title);
    }

    private static string Json(Case one) =>
        JsonSerializer.Serialize(
            new
            {
                id = one.Id,
                title = one.Title,
                level = Words.Of(one.Level),
                phase = one.Phase,
                needs = one.Needs,
                transports = one.Transports,
                scripts = one.Scripts,
                rule = one.Rule,
            }
        );
}
