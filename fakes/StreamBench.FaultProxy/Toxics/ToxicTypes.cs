using System.Collections.Immutable;

namespace StreamBench.FaultProxy.Toxics;

/// <summary>Every toxic there is.</summary>
public static class ToxicTypes
{
    /// <summary>By the name in <c>"type"</c>: Toxiproxy's own, and our <c>stall</c>.</summary>
    public static ImmutableSortedDictionary<string, ToxicType> All { get; } =
        new[]
        {
            BandwidthToxic.Type,
            LatencyToxic.Type,
            LimitDataToxic.Type,
            NoopToxic.Type,
            PacketLossToxic.Type,
            ResetPeerToxic.Type,
            SlicerToxic.Type,
            SlowCloseToxic.Type,
            StallToxic.Type,
            TimeoutToxic.Type,
        }.ToImmutableSortedDictionary(type => type.Name, type => type, StringComparer.Ordinal);
}
