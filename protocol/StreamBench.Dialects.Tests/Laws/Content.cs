using System.Text;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.Reduction;

namespace StreamBench.Dialects.Tests.Laws;

/// <summary>What events add up to, in a form that compares.</summary>
internal static class Content
{
    internal static ContentDocument Of(IEnumerable<StreamEvent> events)
    {
        var reducer = new Reducer();
        foreach (var happening in events)
        {
            reducer.Apply(happening);
        }

        return ContentDocument.Of(reducer.State);
    }

    internal static string Text(ContentDocument content) =>
        Encoding.UTF8.GetString(CanonicalJson.ToBytes(content.ToJson()));

    /// <summary>What a client of <paramref name="dialect"/> has to see of a journal.</summary>
    internal static string Expected(Dialect dialect, IEnumerable<StreamEvent> journal) =>
        Text(dialect.Project(Of(journal)));
}
