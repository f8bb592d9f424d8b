using StreamBench.Conformance.Results;
using StreamBench.Dialects;

namespace StreamBench.Conformance.Tests.Speech;

/// <summary>A small share of <c>streambench conform --reference --dialect all</c>.</summary>
public sealed class DialectRunTests
{
    private static readonly string[] Cases = ["RES-003", "RES-006", "SEQ-001", "APR-001", "TOL-004", "TRN-001"];

    public static TheoryData<string, string> EveryDialect { get; } =
    [.. from dialect in DialectList.All where !dialect.IsNative from id in Cases select (dialect.Name, id)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public async Task The_reference_passes(string dialect, string id)
    {
        var (plan, results) = await Bring.RunAsync(dialect, id, TestContext.Current.CancellationToken);

        results.Count.ShouldBe(plan.Runs.Length + plan.Unimplemented.Length);
        foreach (var result in results)
        {
            (result.Verdict < Verdict.Fail && result.Standing == Standing.AsExpected).ShouldBeTrue(
                $"{result.Path} {result.Verdict} {result.Reason} {string.Join("; ", result.Checks.Select(check => check.Message))}"
            );
        }
    }

    [Fact]
    public async Task The_published_reducer_of_Ajo_survives_repeats()
    {
        var (_, results) = await Bring.RunAsync("ajo", "SEQ-001", TestContext.Current.CancellationToken);

        results.ShouldAllBe(result => result.Verdict == Verdict.Pass);
    }

    [Theory]
    [InlineData("SEQ-004", "ajo does not let a client put late frames in their place")]
    [InlineData("SEQ-006", "ajo does not show that a frame is missing")]
    public async Task The_published_reducer_of_Ajo_loses_what_comes_late_or_never_and_nobody_is_blamed(
        string id,
        string why
    )
    {
        var (_, results) = await Bring.RunAsync("ajo", id, TestContext.Current.CancellationToken);

        var lost = results.Where(result => result.Verdict == Verdict.Undetectable).ToList();
        lost.ShouldNotBeEmpty();
        lost.ShouldAllBe(result =>
            result.Checks.Any(check =>
                check.Id == $"{id}.state"
                && check.Verdict == Verdict.Undetectable
                && check.Message!.StartsWith($"undetectable by protocol: {why}; ", StringComparison.Ordinal)
            )
        );
    }

    [Theory]
    [InlineData("FAN-001")]
    [InlineData("FAN-002")]
    [InlineData("FAN-004")]
    public async Task Everybody_in_a_room_of_Atmosphere_sees_the_same_whenever_they_join(string id)
    {
        var (plan, results) = await Bring.RunAsync("atmosphere", id, TestContext.Current.CancellationToken);

        plan.Runs.ShouldNotBeEmpty();
        results
            .Where(result => result.Verdict != Verdict.Unimplemented)
            .ShouldAllBe(result => result.Verdict == Verdict.Pass);
    }

    [Fact]
    public async Task A_check_that_a_dialect_has_nothing_for_is_told_as_not_applied()
    {
        var (_, results) = await Bring.RunAsync("atmosphere", "TRN-001", TestContext.Current.CancellationToken);

        results.ShouldAllBe(result =>
            result.Verdict == Verdict.Pass
            && result.Checks.Single(check => check.Id == "TRN-001.state-at-each-cursor").Message
                == "not applied: atmosphere lets no client name its place"
        );
    }
}
