using System.Collections.Immutable;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Bytes that a case serves in place of the fake agent: a byte vector, or parts of its own.</summary>
/// <param name="As">How they are cut into chunks.</param>
/// <param name="Parts">For <see cref="ServedAs.Parts"/>: the parts, in order.</param>
public sealed record Serving(ServedAs As, ImmutableArray<ServedPart> Parts);

/// <summary>How served bytes are cut into chunks; each chunk is a write of its own.</summary>
public enum ServedAs
{
    /// <summary>The vector of the sweep in one chunk.</summary>
    Whole,

    /// <summary>The vector in the slices of the sweep over <see cref="SweepOver.VectorSlices"/>.</summary>
    Sliced,

    /// <summary>The case's own parts.</summary>
    Parts,
}

/// <summary>One chunk of a case's own bytes.</summary>
/// <param name="Text">The text, sent as UTF-8.</param>
/// <param name="WaitMs">Silence after it, in milliseconds before scaling.</param>
public sealed record ServedPart(string Text, int WaitMs);
