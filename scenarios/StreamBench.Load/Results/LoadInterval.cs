using StreamBench.Load.Recording;

namespace StreamBench.Load.Results;

/// <summary>What was counted in about a second.</summary>
/// <param name="Number">Which second of the run, from 0.</param>
/// <param name="Length">How long it was.</param>
/// <param name="Open">Streams open at its end.</param>
/// <param name="Tallies">What was counted.</param>
public sealed record LoadInterval(int Number, TimeSpan Length, long Open, TallySet Tallies);
