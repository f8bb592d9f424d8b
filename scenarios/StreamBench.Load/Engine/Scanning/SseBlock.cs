using System.Runtime.CompilerServices;

namespace StreamBench.Load.Engine.Scanning;

/// <summary>The fields of one SSE block by their places in the body, gathered line by line.</summary>
internal struct SseBlock(int start)
{
    private int idAt;
    private int idLength;
    private int typeAt;
    private int typeLength;
    private int dataAt;
    private int dataLength;

    /// <summary>Where the block begins. Moves on over lines that say nothing while nothing is said yet.</summary>
    internal int Start = start;

    internal int LastLine = start;
    internal int DataLines;
    internal bool HasId;
    private bool begun;

    internal readonly ReadOnlySpan<byte> Id(ReadOnlySpan<byte> body) => body.Slice(idAt, idLength);

    internal readonly ReadOnlySpan<byte> Type(ReadOnlySpan<byte> body) =>
        typeLength == 0 ? "message"u8 : body.Slice(typeAt, typeLength);

    internal readonly ReadOnlySpan<byte> Data(ReadOnlySpan<byte> body) => body.Slice(dataAt, dataLength);

    /// <summary>Forgets everything: a new block begins at <paramref name="start"/>.</summary>
    internal void Restart(int start)
    {
        Start = start;
        LastLine = start;
        DataLines = 0;
        typeLength = 0;
        HasId = false;
        begun = false;
    }

    /// <summary>Takes one line, not blank, that lies at <paramref name="at"/>; the next one begins at <paramref name="next"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Read(ReadOnlySpan<byte> line, int at, int next)
    {
        LastLine = at;
        switch (line[0])
        {
            case (byte)'d' when IsData(line, out var data):
                dataAt = at + line.Length - data.Length;
                dataLength = data.Length;
                DataLines++;
                begun = true;
                break;
            case (byte)'i' when TryValue(line, "id"u8, out var id):
                // An id with NUL in it is ignored, and the earlier one stays.
                if (!id.Contains((byte)0))
                {
                    idAt = at + line.Length - id.Length;
                    idLength = id.Length;
                    HasId = true;
                    begun = true;
                }

                break;
            case (byte)'e' when TryValue(line, "event"u8, out var type):
                typeAt = at + line.Length - type.Length;
                typeLength = type.Length;
                begun = true;
                break;
            default:
                break;
        }

        if (!begun)
        {
            // Comments alone, sent as heartbeats without a blank line, must not pile up.
            Start = next;
        }
    }

    internal static bool IsData(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value) =>
        TryValue(line, "data"u8, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryValue(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith(name))
        {
            return false;
        }

        if (line.Length == name.Length)
        {
            return true;
        }

        if (line[name.Length] != ':')
        {
            return false;
        }

        var from = name.Length + 1;
        value = line[(from < line.Length && line[from] == ' ' ? from + 1 : from)..];
        return true;
    }
}
