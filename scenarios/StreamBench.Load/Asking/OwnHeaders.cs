using StreamBench.Load.Engine.Http;
using StreamBench.Load.Feeds;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Asking;

/// <summary>The plan's own headers for what a user says beside the stream: filled in as those of the stream's request. Immutable.</summary>
/// <param name="target">The plan's target.</param>
/// <param name="feed">What fills their fields.</param>
internal sealed class OwnHeaders(LoadTarget target, IFeed feed)
{
    private readonly (string Name, TextTemplate Value)[] headers =
    [
        .. target
            .OwnHeaders()
            .Select(header => (header.Name, TextTemplate.Parse(header.Value, FieldForm.Header, feed.Fields)))
            // A place to go on from is a stream's own affair.
            .Where(header => !header.Item2.NeedsCursor),
    ];

    /// <summary>The headers of one stream.</summary>
    /// <param name="stream">The slot that carries it.</param>
    /// <param name="number">Its number.</param>
    /// <param name="row">Its input.</param>
    internal KeyValuePair<string, string>[] Fill(int stream, long number, FeedRow? row)
    {
        var variables = new RequestVariables
        {
            Number = number,
            Stream = stream,
            Row = row,
        };
        var filled = new KeyValuePair<string, string>[headers.Length];
        for (var i = 0; i < headers.Length; i++)
        {
            filled[i] = new(headers[i].Name, headers[i].Value.ToText(variables));
        }

        return filled;
    }
}
