using System.Collections.Immutable;
using System.Text;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Vectors;

namespace StreamBench.Conformance.Running;

/// <summary>Cuts the bytes of a run into the chunks in which they are served.</summary>
internal static class ByteChunks
{
    // Long vectors would take seconds if each of their bytes had a pause.
    private const int MostPauses = 64;
    private const int CutPauseMs = 4;

    /// <summary>The vector of a run; null for a run that serves bytes of its own.</summary>
    internal static SseVector? VectorOf(PlannedRun run) =>
        run is { Case.Sweep.Over: SweepOver.Vectors, Position: { } at }
            ? SseVectors.All[(int)at]
            : SliceOf(run)?.Vector;

    /// <summary>The chunks of a run.</summary>
    /// <exception cref="FormatException">The case serves a vector and does not sweep over them.</exception>
    internal static ImmutableArray<ByteChunk> Of(PlannedRun run, Serving serving) =>
        serving.As switch
        {
            ServedAs.Parts =>
            [
                .. serving.Parts.Select(part => new ByteChunk(Encoding.UTF8.GetBytes(part.Text), part.WaitMs)),
            ],
            ServedAs.Sliced => Slices(
                SliceOf(run) ?? throw new FormatException("serve: sliced needs a sweep over vector-slices")
            ),
            _ => Pieces(
                (VectorOf(run) ?? throw new FormatException("serve: whole needs a sweep over vectors")).Input,
                int.MaxValue
            ),
        };

    private static VectorSlice? SliceOf(PlannedRun run) =>
        run is { Case.Sweep.Over: SweepOver.VectorSlices, Position: { } at } ? VectorSlice.All[(int)at] : null;

    private static ImmutableArray<ByteChunk> Slices(VectorSlice slice) =>
        slice is { PieceSize: 0, CutAt: var at, Vector.Input: var bytes }
            ? [new ByteChunk(bytes[..at], CutPauseMs), new ByteChunk(bytes[at..], 0)]
            : Pieces(slice.Vector.Input, slice.PieceSize);

    private static ImmutableArray<ByteChunk> Pieces(byte[] bytes, int size)
    {
        var pieces = bytes.Chunk(size).ToList();
        var every = Math.Max(1, pieces.Count / MostPauses);
        return [.. pieces.Select((piece, i) => new ByteChunk(piece, i % every == 0 && pieces.Count > 1 ? 1 : 0))];
    }
}
