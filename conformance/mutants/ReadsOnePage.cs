using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: what is before the newest page of a history is never asked for, and the state is taken as it is.</summary>
internal sealed class ReadsOnePage : IMutant
{
    public string Name => "reads-one-page";

    public string Bug => "takes the first page of a history for all of it";

    public ImmutableArray<string> CaughtBy => ["HIS-005"];

    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Requests = new RequestBug(right.Requests) { Understand = WithoutBefore },
        };

    private static ChatReply WithoutBefore(ChatReply reply)
    {
        var page = JsonObject.Create(reply.Body)!;
        return page.Remove("before") && reply.Text("before") is not null
            ? HistoryBug.Change(reply with { Body = JsonSerializer.SerializeToElement(page) }, static _ => { })
            : reply;
    }
}
