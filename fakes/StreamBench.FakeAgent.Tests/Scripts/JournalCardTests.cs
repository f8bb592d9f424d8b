using System.Text.Json;
using StreamBench.FakeAgent.Scripts;
using StreamBench.FakeAgent.Scripts.Playing;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>The coordination journal as a card.</summary>
public sealed class JournalCardTests
{
    [Fact]
    public void A_card_shows_what_the_journal_holds_when_it_is_drawn()
    {
        var journal = ScriptPlay.Events(ShippedScripts.Find("s-fleet")!);

        var call = journal.OfType<ItemOpen>().Single(one => one.Name == "coordination_journal");
        var card = journal.OfType<ToolResult>().Single(one => one.Item == call.Item).Result.GetString()!;

        journal
            .OfType<ToolCall>()
            .Single(one => one.Item == call.Item)
            .Args.GetRawText()
            .ShouldBe("""{"query":"all events"}""");
        card.Split('\n')
            .ShouldBe([
                "| n | entry |",
                "|---|---|",
                "| 1 | **kind** CoordinationStarted, **agents** 3 |",
                "| 2 | **kind** AgentDispatched, **agent** scout, **skill** search |",
                "| 3 | **kind** AgentDispatched, **agent** writer, **skill** outline |",
                """| 4 | **kind** AgentCompleted, **agent** scout, **note** 3 pages \| 1 good |""",
                "| 5 | **kind** AgentDispatched, **agent** checker, **skill** check |",
                "| 6 | **kind** CoordinationCompleted |",
                "",
            ]);
    }

    [Fact]
    public void No_entry_breaks_its_row() =>
        JournalCard
            .Markdown([JsonSerializer.SerializeToElement("a|b\r\nc\\"), JsonElement.Parse("[1]")])
            .ShouldBe("| n | entry |\n|---|---|\n| 1 | a\\|b c\\\\ |\n| 2 | [1] |\n");
}
