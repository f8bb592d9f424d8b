using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>Every script that travels with the tool is right, and holds what it is known for.</summary>
public sealed class ShippedScriptTests
{
    // They say on purpose what a client has to ignore or refuse, or their turn fails.
    private static readonly string[] OnPurposeWrong =
    [
        "s-edit",
        "s-fail",
        "s-future",
        "s-markers",
        "s-patch",
        "s-stale",
        "s-unknown",
    ];

    public static TheoryData<string> All => [.. ShippedScripts.Names];

    public static TheoryData<string, string> AllUnderEveryAnswer =>
        [
            .. ShippedScripts.Names.Except(OnPurposeWrong).Select(name => (name, Decisions.Approved)),
            .. from name in ShippedScripts.Names
            where ShippedScripts.Source(name).Contains("approval:", StringComparison.Ordinal)
            from decision in new[] { Decisions.Rejected, Decisions.Edited, Decisions.Cancelled, Decisions.Expired }
            select (name, decision),
        ];

    [Theory]
    [MemberData(nameof(All))]
    public void A_shipped_script_loads_without_a_problem(string name) =>
        ShippedScripts.Load(name).Problems.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(AllUnderEveryAnswer))]
    public void Every_event_of_a_shipped_script_is_applied(string name, string decision)
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find(name)!, new ScriptAnswers { Otherwise = decision });

        var reducer = new Reducer();
        journal
            .Select(happening => (happening, outcomes: reducer.Apply(happening)))
            .Where(pair => pair.outcomes.Count != 1 || !pair.outcomes.Own.IsApplied)
            .Select(pair => $"{pair.happening} → {pair.outcomes.Own}")
            .ShouldBeEmpty();
        reducer.State.Turns.ShouldAllBe(turn => turn.Status == TurnStatus.Completed);
        reducer.State.Approvals.ShouldAllBe(approval => approval.Decision == decision);
    }

    [Fact]
    public void The_scripts_that_are_let_off_do_hold_what_is_refused_or_fails() =>
        OnPurposeWrong
            .Where(name =>
            {
                var reducer = new Reducer();
                return ScriptPlay
                        .Events(ShippedScripts.Find(name)!)
                        .Select(reducer.Apply)
                        .ToList()
                        .TrueForAll(outcomes => outcomes.Count == 1 && outcomes.Own.IsApplied)
                    && reducer.State.Turns.All(turn => turn.Status == TurnStatus.Completed);
            })
            .ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_file_gives_the_same_bytes(string name)
    {
        var source = ShippedScripts.Source(name);

        var once = ScriptPlay.Events(ScriptFile.Parse(source, name).Required);
        var again = ScriptPlay.Events(ScriptFile.Parse(source, name).Required);

        JournalText.Of(again).ShouldBe(JournalText.Of(once));
    }

    [Theory]
    [InlineData("s-hello", 12)]
    [InlineData("s-tool", 24)]
    [InlineData("s-long", 400)]
    [InlineData("s-10k", 10_004)]
    public void A_script_holds_as_many_events_as_its_catalogue_entry_says(string name, int count) =>
        ScriptPlay.Events(ShippedScripts.Find(name)!).Length.ShouldBe(count);

    [Fact]
    public void S_LONG_repairs_at_its_rhythm()
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find("S-LONG")!);

        journal.OfType<TurnOpen>().Count().ShouldBe(3);
        journal.OfType<Snapshot>().Count().ShouldBe(7);
        journal.OfType<Checkpoint>().Count().ShouldBe(8);
        journal[^1].ShouldBeOfType<TurnClose>();
    }

    [Fact]
    public void S_10K_says_one_character_at_a_time()
    {
        var appends = ScriptPlay.Events(ShippedScripts.Find("S-10K")!).OfType<TextAppend>().ToArray();

        appends.Length.ShouldBe(10_000);
        appends.ShouldAllBe(append => append.Text.Length == 1);
    }

    [Fact]
    public void S_BIG_weighs_eight_mebibytes()
    {
        var bytes = JournalText.Of(ScriptPlay.Events(ShippedScripts.Find("S-BIG")!)).Length;

        bytes.ShouldBeGreaterThan(8 << 20);
        bytes.ShouldBeLessThan(9 << 20);
    }

    [Fact]
    public void S_MULTI_nests_hands_over_and_writes_its_journal()
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find("S-MULTI")!);

        journal.Length.ShouldBeInRange(65, 75);
        journal
            .OfType<AgentSpawn>()
            .Select(spawn => $"{spawn.Parent}>{spawn.Agent}")
            .ShouldBe(["a2>a3", "a2>a4", "a3>a5"]);
        journal.OfType<AgentFinish>().ShouldContain(finish => finish.Agent == "a5" && finish.Status == "failed");
        journal.OfType<Handoff>().Select(handoff => handoff.To).ShouldBe(["a2", "a1"]);
        journal.OfType<JournalLine>().Select(line => line.N).ShouldBe([1, 2, 3]);
        journal.OfType<ApprovalRequest>().Single().Agent.ShouldBe("a5");
    }

    [Theory]
    [InlineData("s-hello")]
    [InlineData("s-tool")]
    public void The_journal_is_the_approved_one(string name) =>
        JournalText
            .Of(ScriptPlay.Events(ShippedScripts.Find(name)!))
            .ShouldMatchApproved(options =>
                options
                    .SubFolder("Approved")
                    .WithFileExtension("jsonl")
                    .WithFilenameGenerator((_, _, type, extension) => $"{name}.{type}.{extension}")
            );
}
