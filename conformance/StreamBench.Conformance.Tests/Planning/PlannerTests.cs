using FsCheck;
using FsCheck.Fluent;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;

namespace StreamBench.Conformance.Tests.Planning;

public sealed class PlannerTests
{
    private static readonly ClientIntroduction Everything = new()
    {
        Protocol = 1,
        Client = new ClientCard { Name = "test" },
        Capabilities = [.. Capabilities.All.Keys],
        Transports = ["sse", "ws"],
    };

    [Fact]
    public async Task Shards_are_the_whole_plan_and_share_no_cell()
    {
        var whole = await PlanAsync(new PlanOptions());

        var shards = new List<Plan>();
        for (var part = 1; part <= 3; part++)
        {
            shards.Add(await PlanAsync(new PlanOptions { Shard = part, Shards = 3 }));
        }

        shards.SelectMany(s => s.Runs).Select(r => r.Path).Order().ShouldBe(whole.Runs.Select(r => r.Path).Order());
        shards
            .SelectMany(s => s.Runs.Select(r => r.CellPath).Distinct())
            .GroupBy(cell => cell)
            .ShouldAllBe(cell => cell.Count() == 1);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_order_and_another_seed_another()
    {
        var paths = (await PlanAsync(new PlanOptions { Seed = 7 })).Runs.Select(run => run.Path).ToList();

        (await PlanAsync(new PlanOptions { Seed = 7 })).Runs.Select(run => run.Path).ShouldBe(paths);
        (await PlanAsync(new PlanOptions { Seed = 8 })).Runs.Select(run => run.Path).ShouldNotBe(paths);
    }

    [Fact]
    public async Task A_position_that_is_named_is_run_though_it_is_in_no_sample()
    {
        var plan = await PlanAsync(
            new PlanOptions { Run = [Pattern("RES-001/transport:sse/script:S-MULTI/variant:fin/k:29")], Samples = 2 }
        );

        plan.Runs.Select(run => run.Position).ShouldBe([29L]);
    }

    [Fact]
    public async Task What_a_client_does_not_declare_is_told_once_a_cell_and_not_run()
    {
        var plan = await PlanAsync(
            new PlanOptions { Run = [Pattern("RES-001/transport:sse")] },
            Everything with
            {
                Capabilities = ["parse"],
            }
        );

        plan.Runs.ShouldBeEmpty();
        plan.Unimplemented.Select(one => one.Cell.Script).Distinct().ShouldBe(["S-TOOL", "S-APPR", "S-MULTI"]);
    }

    [Fact]
    public void A_sample_has_first_and_last_and_one_of_each_class() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll<byte, byte>(
                (count, most) =>
                {
                    var classes = Enumerable.Range(0, count + 1).Select(i => $"{i % 7}").ToList();
                    var limit = Math.Max(9, (int)most);

                    var sample = Sampling.Stratified(classes, limit);

                    return sample.Length == Math.Min(limit, classes.Count)
                        && sample.Distinct().SequenceEqual(sample.Order())
                        && sample[0] == 0
                        && sample[^1] == classes.Count - 1
                        && sample.Select(i => classes[i]).Distinct().Count() == classes.Distinct().Count();
                }
            )
        );

    private static PathPattern Pattern(string text) =>
        PathPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new FormatException(problem);

    private static Task<Plan> PlanAsync(PlanOptions options, ClientIntroduction? client = null) =>
        new Planner(_ => Task.FromResult(1_000)).PlanAsync(CaseBook.Shipped, client ?? Everything, options);
}
