using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Reaching;
using StreamBench.Conformance.Servers.Running;

namespace StreamBench.Conformance.Tests.Servers;

public sealed class ServerReferenceTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => [.. ServerCaseBook.Shipped.Cases.Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_fake_agent_passes(string id)
    {
        await using var session = await ServerSession.StartAsync(
            new InProcessServer(),
            new ServerRunnerOptions(),
            TestContext.Current.CancellationToken
        );
        PathPattern.TryParse(id + "/**", out var pattern, out _).ShouldBeTrue();
        var plan = await session.PlanAsync(ServerCaseBook.Shipped, new PlanOptions { Run = [pattern!], Samples = 6 });
        var results = new List<RunResult>();

        await session.RunAsync(
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

        Show(results);
        results.Count.ShouldBeGreaterThan(0);
        results.ShouldAllBe(result => result.Verdict == Verdict.Pass && result.Standing == Standing.AsExpected);
    }

    private void Show(List<RunResult> results)
    {
        foreach (var bad in results.Where(result => result.Verdict != Verdict.Pass))
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

            foreach (var line in bad.Trace.TakeLast(60))
            {
                output.WriteLine("    " + line);
            }
        }
    }
}
