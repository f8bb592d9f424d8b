namespace StreamBench.Load.Schedules;

/// <summary>From this moment a scenario has this many users.</summary>
/// <param name="At">Nanoseconds since the start of the run.</param>
/// <param name="Scenario">Index of the plan's scenario.</param>
/// <param name="Users">How many in this segment; users over it leave after the stream they are in.</param>
/// <param name="IsWarmUp">True while streams that they start are counted apart.</param>
public readonly record struct UserChange(long At, int Scenario, int Users, bool IsWarmUp);
