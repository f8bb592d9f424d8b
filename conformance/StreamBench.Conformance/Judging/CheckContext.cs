using System.Collections.Immutable;
using System.Text.Json.Nodes;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Running;
using StreamBench.Dialects;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.Conformance.Judging;

/// <summary>What a check looks at.</summary>
public sealed record CheckContext
{
    /// <summary>The run.</summary>
    public required PlannedRun Run { get; init; }

    /// <summary>The check as the case has it.</summary>
    public required CheckSpec Spec { get; init; }

    /// <summary>What the run left behind.</summary>
    public required RunEvidence Evidence { get; init; }

    /// <summary>What the client says of itself.</summary>
    public required ClientIntroduction Client { get; init; }

    /// <summary>How patient the run was.</summary>
    public required RunSettings Settings { get; init; }

    /// <summary>What templates stand for.</summary>
    public required ImmutableSortedDictionary<string, long> Values { get; init; }

    /// <summary>The check's argument with its templates filled in.</summary>
    public JsonNode? Value => Template.Fill(Spec.Value, Values);

    /// <summary>The check's argument as a number.</summary>
    public long Number => Template.Number(Spec.Value, Values);

    /// <summary>The last event up to <paramref name="seq"/> that the dialect tells: where a client that has everything up to there stands.</summary>
    public long Told(long seq) => Run.Spoken.IsNative ? seq : FrameMap.Of(Run.Spoken, Evidence.Journal).LastTold(seq);

    /// <summary>The last event that was said whole with so many frames of a response that began with the first event.</summary>
    public long SaidWith(long frames)
    {
        if (Run.Spoken.On(Run.Transport) is not { } endpoint)
        {
            return Math.Max(0, frames - 1); // the first one is hello, which has no seq
        }

        var map = FrameMap.Of(Run.Spoken, Evidence.Journal);
        return map.SeqOf(Math.Clamp(frames - PlaceInDialect.Preamble(endpoint), 0, map.Frames));
    }

    /// <summary>True when the client declares this capability.</summary>
    public bool Declares(string capability) => Client.Capabilities.Contains(capability, StringComparer.Ordinal);

    /// <summary>The requests for a stream, in order: connects, resumes and polls.</summary>
    public IReadOnlyList<RequestRecord> Streams => StreamRequests.Of(Evidence);
}
