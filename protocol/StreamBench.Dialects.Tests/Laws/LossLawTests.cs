using System.Text;
using StreamBench.Dialects.Losses;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Reduction;

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

        var arrived = Fold(DialectLog.Decode(dialect, DialectLog.Encode(dialect, journal)));

        Text(arrived).ShouldBe(Text(dialect.Project(Fold(journal))));
    }

    [Theory]
    [MemberData(nameof(EveryLoss))]
    public void No_loss_is_declared_that_is_none(string name, string loss)
    {
        var dialect = DialectList.Find(name)!;
        var braver = dialect with { Losses = [.. dialect.Losses.Where(one => one.Name != loss)] };

        var shows = ShippedScripts.Names.Any(script =>
        {
            var whole = Fold(ScriptPlay.Events(ShippedScripts.Find(script)!));
            return Text(braver.Project(whole)) != Text(dialect.Project(whole));
        });

        shows.ShouldBeTrue($"no shipped script shows that {name} loses {loss}");
    }

    private static IEnumerable<(string, string)> Pairs() =>
        from dialect in DialectList.All
        from script in ShippedScripts.Names
        select (dialect.Name, script);

    private static ContentDocument Fold(IEnumerable<StreamEvent> events)
    {
        var reducer = new Reducer();
        foreach (var happening in events)
        {
            reducer.Apply(happening);
        }

        return ContentDocument.Of(reducer.State);
    }

    private static string Text(ContentDocument content) =>
        Encoding.UTF8.GetString(CanonicalJson.ToBytes(content.ToJson()));
}
