using System.Text;
using System.Text.Json;
using StreamBench.Dialects;
using StreamBench.Dialects.Losses;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Reduction;

namespace StreamBench.FakeAgent.Tests.Adapters;

/// <summary>What a client of a dialect has to end in, and what one says that it ended in, as canonical text.</summary>
internal static class Projected
{
    internal static string Of(string dialect, Conversation conversation)
    {
        var reducer = new Reducer();
        foreach (var happening in conversation.Journal.Events())
        {
            reducer.Apply(happening);
        }

        return Text(DialectList.Find(dialect)!.Project(ContentDocument.Of(reducer.State)).ToJson());
    }

    /// <summary>The one line of JSON that an adapter prints; anything else fails with what it said.</summary>
    internal static string ReadBy(NodeRun run)
    {
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        return Text(JsonElement.Parse(run.Output));
    }

    private static string Text(JsonElement content) => Encoding.UTF8.GetString(CanonicalJson.ToBytes(content));
}
