namespace StreamBench.Load.Models;

/// <summary>Nothing starts and no user is there; open streams go on. A ramp after it begins at 0.</summary>
public sealed record Pause : LoadModel;
