using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Servers.Cases;
using StreamBench.Conformance.Servers.Mutation;

namespace StreamBench.Conformance.Tests.Servers;

public sealed class ServerKillTableTests
{
    public static TheoryData<string> Mutants => [.. ServerMutantList.All.Keys];

    [Theory]
    [MemberData(nameof(Mutants))]
    public async Task A_planted_bug_is_failed_by_every_case_that_must_catch_it(string name)
    {
        var mutant = ServerMutantList.All[name];

        var killers = await ServerKillTable.KillersAsync(
            mutant,
            mutant.CaughtBy,
            TestContext.Current.CancellationToken
        );

        mutant.CaughtBy.ShouldNotBeEmpty();
        killers.ShouldBe([.. mutant.CaughtBy.Order(StringComparer.Ordinal)], mutant.Bug);
    }

    [Fact]
    public void Every_MUST_case_fails_some_planted_bug()
    {
        var caught = ServerMutantList
            .All.Values.SelectMany(mutant => mutant.CaughtBy)
            .ToHashSet(StringComparer.Ordinal);

        ServerCaseBook
            .Shipped.Cases.Where(one => one is { Level: Level.Must, Phase: <= 2 } && !caught.Contains(one.Id))
            .Select(one => one.Id)
            .ShouldBeEmpty();
    }
}
