using StreamBench.Conformance.Running;
using StreamBench.FakeAgent.Telemetry;

namespace StreamBench.Conformance.Judging;

/// <summary>Tells requests for a stream from all others.</summary>
internal static class StreamRequests
{
    /// <summary>Connects, resumes and polls, in order. A WebSocket whose first message brings the cursor is one request.</summary>
    internal static IReadOnlyList<RequestRecord> Of(RunEvidence evidence)
    {
        var streams = new List<RequestRecord>();
        foreach (var request in evidence.Requests.Where(request => request.Transport != "http" && !IsCommand(request)))
        {
            if (request.Method != "MESSAGE")
            {
                streams.Add(request);
            }
            else if (request.Cursor is not null && streams.Count > 0)
            {
                streams[^1] = streams[^1] with { Cursor = request.Cursor };
            }
        }

        return streams;
    }

    private static bool IsCommand(RequestRecord request) =>
        request.Path.Contains("/turns", StringComparison.Ordinal)
        || request.Path.EndsWith("/Send", StringComparison.Ordinal)
        || request.Path.EndsWith("/Decide", StringComparison.Ordinal)
        || request.Path.EndsWith("/Cancel", StringComparison.Ordinal)
        || request.Path.EndsWith("/History", StringComparison.Ordinal);
}
