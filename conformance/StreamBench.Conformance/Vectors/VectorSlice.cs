using System.Collections.Immutable;

namespace StreamBench.Conformance.Vectors;

/// <summary>One way to slice a vector: in pieces of one size, or in two at one place.</summary>
/// <param name="Vector">The vector.</param>
/// <param name="PieceSize">Bytes in each piece; 0 for a cut in two.</param>
/// <param name="CutAt">For a cut in two: bytes before it.</param>
public sealed record VectorSlice(SseVector Vector, int PieceSize, int CutAt)
{
    /// <summary>Cuts in two of one vector that are tried unless all are.</summary>
    public const int DefaultCuts = 24;

    /// <summary>Every slice of every vector, vectors in order: byte by byte, in pairs, then each cut in two.</summary>
    public static ImmutableArray<VectorSlice> All { get; } = [.. SseVectors.All.SelectMany(Of)];

    /// <summary>What it is, the same for all cuts in two of a vector.</summary>
    public string Kind => $"{Vector.Id} {(PieceSize > 0 ? $"in pieces of {PieceSize}" : "in two")}";

    /// <inheritdoc/>
    public override string ToString() => PieceSize > 0 ? Kind : $"{Kind} after {CutAt}";

    private static IEnumerable<VectorSlice> Of(SseVector vector) =>
        [
            new VectorSlice(vector, 1, 0),
            new VectorSlice(vector, 2, 0),
            .. Enumerable.Range(1, Math.Max(0, vector.Length - 1)).Select(at => new VectorSlice(vector, 0, at)),
        ];
}
