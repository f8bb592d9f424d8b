using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Speech;

/// <summary>Cells and runs of shipped cases in dialects.</summary>
internal static class Bring
{
    /// <summary>Every cell of a case in a dialect.</summary>
    internal static IEnumerable<PlannedRun> CellsOf(string dialect, string pattern) =>
        Cells.Of(CaseBook.Shipped, Options(dialect, pattern)).Where(cell => Pattern(pattern).Matches(cell.CellPath));

    /// <summary>What the reference client makes of a case in a dialect, with what is not run.</summary>
    internal static async Task<(Plan Plan, IReadOnlyList<RunResult> Results)> RunAsync(
        string dialect,
        string pattern,
        CancellationToken cancellation
    )
    {
        await using var bench = await Bench.StartAsync(1, cancellation);
        await using var reference = new ReferenceUnderTest();
        var card = await reference.StartAsync(cancellation);
        var settings = new RunSettings { DeadlineMs = 3_000 };
        var planner = new Planner(new BodySize(bench, settings).OfAsync);
        var plan = await planner.PlanAsync(CaseBook.Shipped, card, Options(dialect, pattern));
        var results = new List<RunResult>();
        var options = new RunnerOptions { Settings = settings };
        await new Runner(new CasePlayer(bench, reference, card, options), card, planner, options).RunAsync(
            plan,
            result =>
            {
                lock (results)
                {
                    results.Add(result);
                }
            },
            cancellation
        );
        return (plan, results);
    }

    internal static PathPattern Pattern(string text) =>
        PathPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new FormatException(problem);

    private static PlanOptions Options(string dialect, string pattern) =>
        new()
        {
            Run = [Pattern(pattern)],
            Dialects = [dialect],
            Phase = 3,
            Samples = 4,
        };
}
