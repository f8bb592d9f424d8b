using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Vectors;

namespace StreamBench.Conformance.Tests.Judging;

public sealed class VectorTests
{
    [Theory]
    [InlineData("[\"comment\"]", Verdict.Pass)]
    [InlineData("[\" comment\"]", Verdict.Fail)]
    [InlineData("[]", Verdict.Fail)]
    [InlineData(null, Verdict.Fail)]
    public void Comments_are_compared_where_they_are_declared(string? comments, Verdict verdict) =>
        CommentsOf("SSE-L07", Evidence.Client("parse", "comments"), comments).ShouldBe(verdict);

    [Fact]
    public void Comments_are_nothing_to_a_client_that_does_not_declare_them() =>
        CommentsOf("SSE-L07", Evidence.Client("parse"), null).ShouldBe(Verdict.Unimplemented);

    [Fact]
    public void A_vector_that_tells_no_comments_holds_whatever_they_are() =>
        CommentsOf("SSE-W01", Evidence.Client("parse", "comments"), "[\"any\"]").ShouldBe(Verdict.Pass);

    [Fact]
    public void A_vector_that_is_a_SHOULD_is_no_failure_when_it_is_missed()
    {
        var should = SseVectors.All.Single(vector => vector.IsShould);

        var result = Judge(should.Id, Evidence.Client("parse"), null);

        result.Verdict.ShouldBe(Verdict.NonStrict);
    }

    [Fact]
    public void A_vector_that_is_a_MUST_is_a_failure_when_it_is_missed() =>
        Judge("SSE-L07", Evidence.Client("parse"), null).Verdict.ShouldBe(Verdict.Fail);

    private static Verdict CommentsOf(string vector, ClientIntroduction client, string? comments) =>
        Judge(vector, client, comments).Checks.Single(check => check.Id == "FRM-001.comments").Verdict;

    private static RunResult Judge(string vector, ClientIntroduction client, string? comments)
    {
        var one = CaseBook.Shipped.Find("FRM-001")!;
        var run = Evidence.Run(one, one.Variants[0]) with
        {
            Position = SseVectors.All.Select(known => known.Id).ToList().IndexOf(vector),
        };
        var state = new JsonObject { ["lastEventId"] = "" };
        if (comments is not null)
        {
            state["comments"] = JsonNode.Parse(comments);
        }

        return Evidence.Judge(run, client, JsonSerializer.SerializeToElement(state));
    }
}
