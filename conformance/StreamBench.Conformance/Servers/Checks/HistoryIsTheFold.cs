using StreamBench.Conformance.Servers.Running;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Checks;

/// <summary>Fetches history behind event k and compares it with the fold of the stream up to where history says it stands.</summary>
internal sealed class HistoryIsTheFold : IServerCheck
{
    public async Task RunAsync(ServerRun run, CancellationToken cancellation)
    {
        var talk = await run.BeginAsync(cancellation);
        await using var listener = await talk.OpenAsync(null, cancellation);
        await listener.EventsAsync(run.Plan.Position!.Value, cancellation);
        var history = await talk.HistoryAsync(cancellation);
        await listener.ToEndAsync(cancellation);
        var cursor = history.Text("cursor");
        var place = cursor is null ? null : listener.Events.FirstOrDefault(one => one.Cursor == cursor);
        var seq = Folding.SeqOf(history) ?? place?.Seq;
        run.Expect("cursor", cursor is not null, "history names no cursor to stream on from");
        if (seq is null)
        {
            throw new ServerFaultException(
                $"history stands at cursor {cursor ?? "none"}, which no event of the stream has"
            );
        }

        if (history.Text("digest") is null && history.IsSuccess)
        {
            return; // half an emoji at the end of a text: there is no digest yet
        }

        var (told, problem) = Folding.OfHistory(history);
        run.Expect("digest", problem is null, problem ?? "");
        if (problem is null && seq > 0)
        {
            var expected = Folding.Of(listener.Heard.Where(one => one.Seq <= seq));
            run.ExpectSame("state", $"history at event {seq}", Folding.Differences(expected.State, told.State));
        }
    }
}
