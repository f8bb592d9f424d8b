namespace StreamBench.Load.Schedules;

/// <summary>A stream that is due, fixed before the run began.</summary>
/// <param name="Number">Its number in the whole plan, from 0, the same in every segmentation.</param>
/// <param name="IntendedAt">When it should start, in nanoseconds since the start of the run.</param>
/// <param name="Scenario">Index of the plan's scenario.</param>
/// <param name="Input">Which row of the scenario's feed; the n-th arrival of a scenario takes row n.</param>
/// <param name="IsWarmUp">True when it is due within the warm-up and is counted apart.</param>
public readonly record struct Arrival(long Number, long IntendedAt, int Scenario, long Input, bool IsWarmUp);
