using System.Buffers;

namespace StreamBench.FaultProxy.Framing;

/// <summary>Collects the head of an HTTP/1.1 message, up to and with its empty line.</summary>
internal sealed class HeadReader
{
    /// <summary>The longest head that is understood; a longer one is not HTTP to us.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> bytes = new();
    private bool lineIsEmpty;

    /// <summary>What was collected so far.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.WrittenSpan;

    /// <summary>Whether a head has begun and is not whole yet.</summary>
    public bool IsPartial => bytes.WrittenCount > 0;

    /// <summary>Takes bytes up to the end of the head; returns how many, and whether the head is whole.</summary>
    public int Take(ReadOnlySpan<byte> input, out bool isWhole)
    {
        isWhole = false;
        var taken = 0;
        while (!isWhole && taken < input.Length && bytes.WrittenCount <= MaxBytes)
        {
            var rest = input[taken..];
            var lineFeed = rest.IndexOf((byte)'\n');
            var line = lineFeed < 0 ? rest : rest[..(lineFeed + 1)];
            isWhole = lineFeed >= 0 && lineIsEmpty && line.TrimEnd("\r\n"u8).IsEmpty && bytes.WrittenCount > 0;
            lineIsEmpty = lineFeed >= 0 || (lineIsEmpty && line.TrimEnd((byte)'\r').IsEmpty);
            bytes.Write(line);
            taken += line.Length;
        }
        return taken;
    }

    /// <summary>Gives what was collected and begins anew.</summary>
    public byte[] TakeBytes()
    {
        var taken = bytes.WrittenSpan.ToArray();
        bytes.ResetWrittenCount();
        lineIsEmpty = false;
        return taken;
    }
}
