namespace StreamBench.Load.Plans;

/// <summary>A share of the streams goes through the fault proxy.</summary>
/// <param name="Plan">Fault plan, by name or path.</param>
/// <param name="Share">Share of the streams, from 0 to 1; which ones follows from the seed.</param>
public sealed record LoadFaults(string Plan, double Share);

/// <summary>Many streams lose their connection at one moment and come back at once.</summary>
/// <param name="At">When, since the begin of the counted load.</param>
/// <param name="Share">Share of the streams open then, from 0 to 1.</param>
/// <param name="Every">Again and again after so long; once when null.</param>
public sealed record ReconnectStorm(TimeSpan At, double Share, TimeSpan? Every);
