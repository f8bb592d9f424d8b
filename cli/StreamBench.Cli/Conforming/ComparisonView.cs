using System.Collections.Immutable;
using StreamBench.Conformance.Results;

namespace StreamBench.Cli.Conforming;

/// <summary>What changed between two results, a line a cell.</summary>
internal static class ComparisonView
{
    internal static int Write(ResultComparison comparison, TextWriter output)
    {
        Show("fails now", comparison.NewlyFailing, output);
        Show("passes now", comparison.NewlyPassing, output);
        Show("gone", comparison.Gone, output);
        Show("new", comparison.Added, output);
        output.WriteLine(
            $"{comparison.NewlyFailing.Length} newly failing, {comparison.NewlyPassing.Length} newly passing, "
                + $"{comparison.Gone.Length} gone, {comparison.Added.Length} new, {comparison.Unchanged} unchanged"
        );
        return comparison.ExitCode;
    }

    private static void Show(string what, ImmutableArray<Cell> cells, TextWriter output)
    {
        foreach (var cell in cells)
        {
            output.WriteLine($"{what, -11} {Printable.Of(cell.Path)}");
        }
    }
}
