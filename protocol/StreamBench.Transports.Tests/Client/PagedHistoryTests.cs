using System.Collections.Immutable;
using System.Text.Json;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Client;

/// <summary>Histories in pages: what the client asks for, and what it makes of the answers.</summary>
public sealed class PagedHistoryTests
{
    private static readonly Caller Somebody = new("c", ImmutableDictionary<string, string>.Empty);

    [Fact]
    public async Task Older_pages_stand_before_newer_ones_and_the_rest_is_the_newest()
    {
        var requests = new ScriptedRequests(Page("t3", "t3", "9"), Page("t2", "t2", "5"), Page("t1", null, "5"));

        var whole = await PagedHistory.FetchAsync(requests, Somebody, CancellationToken.None);

        requests.Befores.ShouldBe([null, "t3", "t2"]);
        whole.Text("cursor").ShouldBe("1:9");
        var state = whole.Body.GetProperty("state");
        state.GetProperty("turns").GetRawText().ShouldBe("""[{"id":"t1"},{"id":"t2"},{"id":"t3"}]""");
        state.GetProperty("order").GetRawText().ShouldBe("""["i-t1","i-t2","i-t3"]""");
        state.GetProperty("items").EnumerateObject().Count().ShouldBe(3);
        state.GetProperty("agents").GetRawText().ShouldBe("""["t3"]""");
    }

    [Fact]
    public async Task A_page_that_is_refused_is_the_answer()
    {
        var requests = new ScriptedRequests(Page("t2", "t2", "9"), new ChatReply(503));

        (await PagedHistory.FetchAsync(requests, Somebody, CancellationToken.None)).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Pages_that_go_round_in_circles_come_to_an_end()
    {
        var requests = new ScriptedRequests(Page("t2", "t2", "9"), Page("t1", "t3", "9"));

        var reply = await PagedHistory.FetchAsync(requests, Somebody, CancellationToken.None);

        reply.IsSuccess.ShouldBeFalse();
        reply.Failure!.Detail.ShouldContain("no first page");
    }

    private static ChatReply Page(string turn, string? before, string seq) =>
        new(
            200,
            JsonSerializer.SerializeToElement(
                new
                {
                    state = new
                    {
                        turns = new[] { new { id = turn } },
                        items = new Dictionary<string, object>(StringComparer.Ordinal)
                        {
                            [$"i-{turn}"] = new { kind = "text" },
                        },
                        order = new[] { $"i-{turn}" },
                        agents = new[] { turn },
                    },
                    cursor = $"1:{seq}",
                    before,
                }
            )
        );
}
