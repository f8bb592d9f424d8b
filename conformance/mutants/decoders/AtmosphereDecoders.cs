using System.Text;
using System.Text.Json.Nodes;
using StreamBench.Dialects.Atmosphere;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Mutants.Decoders;

/// <summary>Does not look at numbers: what comes twice is shown twice.</summary>
internal sealed class AtmosphereTakesRepeats() : AlteredDecoder(AtmosphereDialect.Instance.NewDecoder())
{
    private int count;

    protected override Frame Alter(in Frame frame)
    {
        var json = JsonNode.Parse(frame.Data.Span)!;
        json["seq"] = ++count;
        return frame with { Data = Encoding.UTF8.GetBytes(json.ToJsonString()) };
    }
}

/// <summary>Gives a result to the newest open call of its tool.</summary>
internal sealed class AtmospherePairsTheNewest() : AlteredDecoder(AtmosphereDialect.Instance.NewDecoder())
{
    private readonly List<(string Item, string? Name)> open = [];

    protected override IEnumerable<Received> Alter(Received one)
    {
        if (one.Payload is ItemOpen { Kind: ItemKind.Tool } call)
        {
            open.Add((call.Item!, call.Name));
        }

        if (one.Payload is not ToolResult result)
        {
            return [one];
        }

        var name = open.Find(known => known.Item == result.Item).Name;
        var newest = open.FindLast(known => known.Name == name);
        open.RemoveAll(known => known.Item == newest.Item);
        open.Insert(0, (result.Item!, name)); // the honest decoder will not ask for it again
        return [one with { Payload = result with { Item = newest.Item } }];
    }
}

/// <summary>Listens to the first session alone, as the official client does within one subscription.</summary>
internal sealed class AtmosphereKeepsItsSession() : AlteredDecoder(AtmosphereDialect.Instance.NewDecoder())
{
    private string? first;

    protected override Frame Alter(in Frame frame)
    {
        var session = (string?)JsonNode.Parse(frame.Data.Span)!["sessionId"];
        first ??= session;
        return session == first ? frame : default;
    }
}

/// <summary>Takes <c>text-complete</c> for a mark and not for the text.</summary>
internal sealed class AtmosphereIgnoresRepairs() : AlteredDecoder(AtmosphereDialect.Instance.NewDecoder())
{
    protected override Frame Alter(in Frame frame) => frame.Data.Span.IndexOf("text-complete"u8) < 0 ? frame : default;
}

/// <summary>Does not know that a run is said again: each line of it is a frame of its session, under a number that the bug gives.</summary>
internal abstract class AtmosphereTakesRunsApart() : AlteredDecoder(AtmosphereDialect.Instance.NewDecoder())
{
    private readonly Dictionary<string, string> sessions = new(StringComparer.Ordinal);

    protected sealed override IEnumerable<Frame> Split(Frame frame)
    {
        foreach (var line in Encoding.UTF8.GetString(frame.Data.Span).Split('\n'))
        {
            var json = JsonNode.Parse(line)!;
            var session = (string)json["sessionId"]!;
            if ((string?)json["key"] == "X-Atmosphere-Run-Id")
            {
                sessions.TryAdd((string)json["value"]!, session);
            }

            json["sessionId"] = sessions.GetValueOrDefault(session, session);
            json["seq"] = Number((long)json["seq"]!);
            yield return frame with
            {
                Data = Encoding.UTF8.GetBytes(json.ToJsonString()),
            };
        }
    }

    protected abstract long Number(long seq);
}

/// <summary>Takes the frames of a run that is said again for news.</summary>
internal sealed class AtmosphereShowsRunsAgain : AtmosphereTakesRunsApart
{
    private long count;

    protected override long Number(long seq) => ++count;
}

/// <summary>Takes the numbers of a run that is said again for those of its session, so that most of it counts as heard.</summary>
internal sealed class AtmosphereNumbersRunsAsSessions : AtmosphereTakesRunsApart
{
    protected override long Number(long seq) => seq;
}
