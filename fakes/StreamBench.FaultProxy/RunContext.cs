namespace StreamBench.FaultProxy;

/// <summary>What all proxies of a server share.</summary>
/// <param name="Seed">All chance follows from it.</param>
/// <param name="Time">All waits follow it.</param>
/// <param name="Faults">What was done to connections.</param>
internal sealed record RunContext(long Seed, TimeProvider Time, FaultLog Faults);
