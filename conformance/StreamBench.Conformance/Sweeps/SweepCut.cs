using StreamBench.FaultProxy.Rules;

namespace StreamBench.Conformance.Sweeps;

/// <summary>One way to cut one stream.</summary>
/// <param name="How">FIN or RST.</param>
/// <param name="After">The seq of the last event that gets through, 0 to the script's last.</param>
/// <param name="InsideTurn">True when a turn is open, or none has begun, at that point: an end there is no answer.</param>
public readonly record struct SweepCut(CutKind How, int After, bool InsideTurn)
{
    /// <summary>True for an end that looks orderly to the client.</summary>
    public bool IsClean => How is CutKind.Fin or CutKind.End;

    /// <summary>True when <see cref="After"/> counts bytes of every connection, not events of the first.</summary>
    public bool InBytes { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        InBytes
            ? $"every connection cut after {After} bytes"
            : $"cut after event {After} by {How.ToString().ToLowerInvariant()}";
}
