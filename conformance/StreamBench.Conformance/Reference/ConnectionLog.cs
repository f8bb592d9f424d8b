using System.Globalization;
using StreamBench.Transports.Client;

namespace StreamBench.Conformance.Reference;

/// <summary>What the reference client tells of a run that failed: its connections, and why it left each.</summary>
internal static class ConnectionLog
{
    /// <summary>A line a connection, with milliseconds since the client began.</summary>
    internal static string Of(ClientObservation seen) => string.Join('\n', seen.Connections.Select(Line));

    private static string Line(ConnectionRecord one) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{one.At.TotalMilliseconds, 8:F1} ms  connection from {one.Cursor ?? "the start"}: {one.Frames} frames, left as {one.Reason}"
        ) + (one.End is { } end ? $" ({end.Kind}: {end.Detail})" : "");
}
