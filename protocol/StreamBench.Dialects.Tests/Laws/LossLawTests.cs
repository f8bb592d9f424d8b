using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;

namespace StreamBench.Dialects.Tests.Laws;

/// <summary>
/// The law of loss, for every dialect that is registered: what a client makes of the frames is what the dialect's projection leaves
/// of the conversation, no more and no less.
/// </summary>
public sealed class LossLawTests
{
    public static TheoryData<string, string> EveryScript { get; } = [.. Pairs()];

    public static TheoryData<string, string> EveryLoss { get; } =
    [.. from dialect in DialectList.All from loss in dialect.Losses select (dialect.Name, loss.Name)];

    [Theory]
    [MemberData(nameof(EveryScript))]
    public void What_arrives_is_what_the_projection_leaves(string name, string script)
    {
        var dialect = DialectList.Find(name)!;
        var journal = ScriptPlay.Events(ShippedScripts.Find(script)!);

        var arrived = Content.Of(DialectLog.Decode(dialect, DialectLog.Encode(dialect, journal)));

        Content.Text(arrived).ShouldBe(Content.Expected(dialect, journal));
    }

    [Theory]
    [MemberData(nameof(EveryLoss))]
    public void No_loss_is_declared_that_is_none(string name, string loss)
    {
        var dialect = DialectList.Find(name)!;
        var braver = dialect with { Losses = [.. dialect.Losses.Where(one => one.Name != loss)] };

        var shows = ShippedScripts.Names.Any(script =>
        {
            var whole = Content.Of(ScriptPlay.Events(ShippedScripts.Find(script)!));
            return Content.Text(braver.Project(whole)) != Content.Text(dialect.Project(whole));
        });

        shows.ShouldBeTrue($"no shipped script shows that {name} loses {loss}");
    }

    private static IEnumerable<(string, string)> Pairs() =>
        from dialect in DialectList.All
        from script in ShippedScripts.Names
        select (dialect.Name, script);
}
