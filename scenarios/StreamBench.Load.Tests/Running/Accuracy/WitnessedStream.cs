using System.Buffers.Text;

namespace StreamBench.Load.Tests.Running.Accuracy;

/// <summary>What passed through the sockets of one stream, and when, by the system's clock.</summary>
internal sealed class WitnessedStream(long openedAt)
{
    /// <summary>When the engine opened its socket.</summary>
    internal long OpenedAt => openedAt;

    internal long ClosedAt { get; private set; }

    /// <summary>The server's number of it.</summary>
    internal int Number { get; private set; }

    /// <summary>When the engine had read each event, by its place in the stream.</summary>
    internal List<long> ReadAt { get; } = [];

    internal void Read(ReadOnlySpan<byte> bytes, long at)
    {
        for (var mark = bytes.IndexOf(Mark); mark >= 0; mark = bytes.IndexOf(Mark))
        {
            bytes = bytes[(mark + Mark.Length)..];
            Number = Next(ref bytes);
            bytes = bytes[" event ".Length..];
            Next(ref bytes).ShouldBe(ReadAt.Count);
            ReadAt.Add(at);
        }
    }

    internal void Close(long at) => ClosedAt = at;

    // As the server marks its events: a comment within each.
    private static ReadOnlySpan<byte> Mark => ": stream "u8;

    private static int Next(ref ReadOnlySpan<byte> bytes)
    {
        Utf8Parser.TryParse(bytes, out int number, out var digits).ShouldBeTrue();
        bytes = bytes[digits..];
        return number;
    }
}
