using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Mutation;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Tests.Mutation;

public sealed class KillTableTests
{
    public static TheoryData<string> Mutants => [.. MutantList.All.Keys];

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task A_mutant_is_failed_by_every_case_that_must_catch_it(string name)
    {
        await using var bench = await Bench.StartAsync(1, TestContext.Current.CancellationToken);
        var mutant = MutantList.All[name];

        var killers = await KillTable.KillersAsync(
            bench,
            mutant,
            mutant.CaughtBy,
            TestContext.Current.CancellationToken
        );

        mutant.CaughtBy.ShouldNotBeEmpty();
        killers.ShouldBe([.. mutant.CaughtBy.Order(StringComparer.Ordinal)], mutant.Bug);
    }

    [Fact]
    public void Every_MUST_case_is_failed_by_some_mutant()
    {
        var caught = MutantList.All.Values.SelectMany(mutant => mutant.CaughtBy).ToHashSet(StringComparer.Ordinal);

        CaseBook
            .Shipped.Cases.Where(one => one is { Level: Level.Must, Phase: <= 2 } && !caught.Contains(one.Id))
            .Select(one => one.Id)
            .ShouldBeEmpty();
    }
}
