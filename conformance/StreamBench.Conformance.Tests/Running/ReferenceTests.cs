using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Running;

public sealed class ReferenceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases =>
        [.. CaseBook.Shipped.Cases.Where(one => one.Phase <= 2).Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_reference_passes(string id)
    {
        await using var bench = await Bench.StartAsync(1, TestContext.Current.CancellationToken);
        await using var reference = new ReferenceUnderTest();
        var card = await reference.StartAsync(TestContext.Current.CancellationToken);
        var settings = new RunSettings { TimeScale = 2 }; // two processors, and other tests beside these
        var planner = new Planner(new BodySize(bench, settings).OfAsync);
        PathPattern.TryParse(id + "/**", out var pattern, out _).ShouldBeTrue();
        var options = new PlanOptions { Run = [pattern!], Samples = 6 };
        var plan = await planner.PlanAsync(CaseBook.Shipped, card, options);
        var results = new List<RunResult>();

        var how = new RunnerOptions { Settings = settings };
        await new Runner(new CasePlayer(bench, reference, card, how), card, planner, how).RunAsync(
            plan,
            result =>
            {
                lock (results)
                {
                    results.Add(result);
                }
            },
            TestContext.Current.CancellationToken
        );

        foreach (var bad in results.Where(result => result.Verdict > Verdict.NonStrict))
        {
            output.WriteLine($"{bad.Path} {bad.Verdict} {bad.Standing} {bad.Reason}");
            foreach (var check in bad.Checks.Where(check => check.Verdict > Verdict.Pass))
            {
                output.WriteLine($"  {check.Id} {check.Verdict} {check.Message}");
                foreach (var difference in check.Differences.Take(3))
                {
                    output.WriteLine($"    {difference}");
                }
            }

            foreach (var line in bad.Trace)
            {
                output.WriteLine("    " + line);
            }
        }

        results.Count.ShouldBeGreaterThan(0);
        results.ShouldAllBe(result => result.Verdict <= Verdict.NonStrict && result.Standing == Standing.AsExpected);
    }
}
