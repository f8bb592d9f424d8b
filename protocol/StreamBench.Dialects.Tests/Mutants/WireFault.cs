using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Mutants;

/// <summary>What happens to frames on their way to a client.</summary>
public enum WireFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Every frame comes twice.</summary>
    Duplicates,

    /// <summary>The connection is cut in the middle, and what follows the client's cursor is said again.</summary>
    ReplayAfterCursor,

    /// <summary>The connection is cut in the middle, and everything is said again from the start.</summary>
    ReplayFromStart,
}

internal static class WireFaults
{
    /// <summary>What a client makes of <paramref name="frames"/> under a fault.</summary>
    internal static IEnumerable<StreamEvent> Receive(
        this WireFault fault,
        ImmutableArray<Frame> frames,
        IFrameDecoder decoder
    )
    {
        var received = new List<Received>();
        decoder.StartConnection();
        var middle = fault is WireFault.ReplayAfterCursor or WireFault.ReplayFromStart
            ? frames.Length / 2
            : frames.Length;
        foreach (var frame in frames[..middle])
        {
            decoder.Decode(frame, received);
            if (fault == WireFault.Duplicates)
            {
                decoder.Decode(frame, received);
            }
        }

        if (middle < frames.Length)
        {
            var cursor =
                fault == WireFault.ReplayFromStart ? 0 : Number(received.FindLast(one => one.Cursor != null).Cursor);
            decoder.StartConnection();
            foreach (var frame in frames.Where(frame => Number(frame.Id) > cursor))
            {
                decoder.Decode(frame, received);
            }
        }

        return received.Select(one => one.Payload).OfType<StreamEvent>();
    }

    private static long Number(string? cursor) => long.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
}
