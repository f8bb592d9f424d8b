using System.Globalization;
using System.Runtime.InteropServices;
using StreamBench.FaultProxy.Framing;

namespace StreamBench.FaultProxy.Rules;

/// <summary>What a step of a plan does.</summary>
internal enum PlanStepKind
{
    Write,
    Wait,
    AwaitConnection,
    Stall,
    HalfOpen,
    Fin,
    Rst,
}

/// <summary>One thing to do, in order.</summary>
/// <param name="Kind">What.</param>
/// <param name="Bytes">The bytes of one write.</param>
/// <param name="Wait">How long to wait.</param>
internal readonly record struct PlanStep(
    PlanStepKind Kind,
    ReadOnlyMemory<byte> Bytes = default,
    TimeSpan Wait = default
);

/// <summary>
/// What is to be done with the bytes of one read: writes, waits, perhaps an end. Made without I/O and then carried out; used again for the
/// next read. Bytes that lie side by side become one write, so what no rule changes is passed on as it came.
/// </summary>
internal sealed class Plan
{
    private const int BlockSize = 32 * 1024;
    private const int MaxChunkFraming = 20;

    /// <summary>The least that SETTINGS_MAX_FRAME_SIZE can be (RFC 9113 §6.5.2).</summary>
    private const int MaxDataFrame = 16 * 1024;

    private readonly List<PlanStep> steps = [];
    private byte[] block = [];
    private int used;
    private bool startsNewWrite;

    public IReadOnlyList<PlanStep> Steps => steps;

    /// <summary>Bytes to write.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the connection ends in this plan; nothing can follow.</summary>
    public bool IsCut { get; private set; }

    public void Write(ReadOnlyMemory<byte> bytes)
    {
        if (IsCut || bytes.IsEmpty)
            return;
        Bytes += bytes.Length;
        if (!startsNewWrite && steps.Count > 0 && TryJoin(steps[^1], bytes) is { } joined)
            steps[^1] = joined;
        else
            steps.Add(new PlanStep(PlanStepKind.Write, bytes));
        startsNewWrite = false;
    }

    /// <summary>Writes bytes as a chunk of their own (RFC 9112 §7.1).</summary>
    public void WriteChunk(ReadOnlySpan<byte> data)
    {
        if (IsCut || data.IsEmpty)
            return;
        var start = Reserve(data.Length + MaxChunkFraming);
        var target = block.AsSpan(start);
        data.Length.TryFormat(target, out var length, "x", CultureInfo.InvariantCulture);
        "\r\n"u8.CopyTo(target[length..]);
        data.CopyTo(target[(length + 2)..]);
        "\r\n"u8.CopyTo(target[(length + 2 + data.Length)..]);
        length += data.Length + 4;
        used = start + length;
        Write(block.AsMemory(start, length));
    }

    /// <summary>Writes bytes as DATA frames of their own (RFC 9113 §6.1), each no longer than any peer must take.</summary>
    public void WriteData(ReadOnlySpan<byte> data, int stream, bool endsStream = false)
    {
        while (!IsCut && (endsStream || !data.IsEmpty))
        {
            var length = Math.Min(data.Length, MaxDataFrame);
            var isLast = endsStream && length == data.Length;
            var start = Reserve(Http2Header.Length + length);
            Http2Header.WriteData(block.AsSpan(start), length, stream, isLast);
            data[..length].CopyTo(block.AsSpan(start + Http2Header.Length));
            data = data[length..];
            used = start + Http2Header.Length + length;
            Write(block.AsMemory(start, used - start));
            endsStream &= !isLast;
        }
    }

    /// <summary>Puts other bytes in the place of a write that is planned already.</summary>
    public void Rewrite(int step, ReadOnlyMemory<byte> bytes)
    {
        Bytes += bytes.Length - steps[step].Bytes.Length;
        steps[step] = steps[step] with { Bytes = bytes };
    }

    /// <summary>What comes next leaves in a write of its own.</summary>
    public void BeginWrite() => startsNewWrite = true;

    public void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
            Add(new PlanStep(PlanStepKind.Wait, Wait: time));
    }

    public void Add(PlanStepKind kind)
    {
        Add(new PlanStep(kind));
        IsCut |= kind is PlanStepKind.Fin or PlanStepKind.Rst;
    }

    /// <summary>Begins anew. Bytes handed out stay as they are.</summary>
    public void Clear()
    {
        steps.Clear();
        Bytes = 0;
        IsCut = false;
        startsNewWrite = false;
    }

    private void Add(PlanStep step)
    {
        if (!IsCut)
            steps.Add(step);
    }

    private int Reserve(int size)
    {
        if (block.Length - used >= size)
            return used;
        block = GC.AllocateUninitializedArray<byte>(Math.Max(BlockSize, size));
        return used = 0;
    }

    private static PlanStep? TryJoin(PlanStep last, ReadOnlyMemory<byte> bytes) =>
        last.Kind == PlanStepKind.Write
        && MemoryMarshal.TryGetArray(last.Bytes, out var before)
        && MemoryMarshal.TryGetArray(bytes, out var next)
        && before.Array == next.Array
        && before.Offset + before.Count == next.Offset
            ? last with
            {
                Bytes = new ReadOnlyMemory<byte>(before.Array, before.Offset, before.Count + next.Count),
            }
            : null;
}
