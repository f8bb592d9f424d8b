using System.Collections.Immutable;
using System.Globalization;
using StreamBench.Dialects.Atmosphere;
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

    /// <summary>The client comes back when all is said: what has waited is said, with the client's run before its end.</summary>
    ReplayOfRun,

    /// <summary>The same, and what came right before the run's end was lost.</summary>
    LossAndReplayOfRun,
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
        if (fault is WireFault.ReplayOfRun or WireFault.LossAndReplayOfRun)
        {
            frames = WithRun(frames, losses: fault == WireFault.ReplayOfRun ? 0 : 3);
        }

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

    private static ImmutableArray<Frame> WithRun(ImmutableArray<Frame> frames, int losses)
    {
        var run = AtmosphereDialect.Instance.NewRunReplay!(AtmosphereIds.Run("t1"));
        var end = 0;
        for (; !run.IsEnd(frames[end].Data); end++)
        {
            run.Take(frames[end].Data);
        }

        using var message = new FrameBuffer();
        run.WriteTo(message);
        var said = message.Count == 0 ? [] : new[] { new Frame(message.Data(0).ToArray()) };
        return [.. frames[..(end - losses)], .. said, .. frames[end..]];
    }

    private static long Number(string? cursor) => long.Parse(cursor ?? "0", CultureInfo.InvariantCulture);
}
