using System.Text;
using StreamBench.Dialects;
using StreamBench.Dialects.Losses;
using StreamBench.FakeAgent.Conversations;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Reduction;
using StreamBench.Transports.Client;

namespace StreamBench.Transports.Tests.Live;

/// <summary>What a dialect leaves of a conversation, as text that compares.</summary>
internal static class Projected
{
    internal static string Seen(ChatClient client) => client.Read(reducer => Text(ContentDocument.Of(reducer.State)));

    internal static string Of(string dialect, Conversation conversation)
    {
        var reducer = new Reducer();
        foreach (var happening in conversation.Journal.Events())
        {
            reducer.Apply(happening);
        }

        return Text(DialectList.Find(dialect)!.Project(ContentDocument.Of(reducer.State)));
    }

    private static string Text(ContentDocument content) =>
        Encoding.UTF8.GetString(CanonicalJson.ToBytes(content.ToJson()));
}
