using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Speech;

namespace StreamBench.Cli.Conforming;

/// <summary>What becomes of a case in some dialects: each of its cells, and why one is not run.</summary>
internal static class DialectCells
{
    internal static IEnumerable<(PlannedRun Cell, string? WhyNot)> Of(Case one, ImmutableArray<string> dialects) =>
        Cells
            .Of(CaseBook.Shipped, new PlanOptions { Phase = 3, Dialects = dialects })
            .Where(cell => cell.Case == one)
            .Select(cell => (cell, Terms.WhyNot(cell)));

    internal static void Explain(Case one, ImmutableArray<string> dialects, TextWriter output)
    {
        var cells = Of(one, dialects).ToList();
        foreach (var (cell, why) in cells)
        {
            var variant = cell.Variant.Name is { } name ? $" {name}" : "";
            output.WriteLine($"  {cell.Dialect} on {cell.Transport} with {cell.Script}{variant}: {why ?? "runs"}");
        }

        if (cells.Count == 0)
        {
            output.WriteLine("  It runs on no transport that these dialects have.");
        }
    }
}
