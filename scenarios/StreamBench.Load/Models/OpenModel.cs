namespace StreamBench.Load.Models;

/// <summary>
/// Streams start when the schedule says so, however many are still open: the load that independent users make. A slow
/// server gets more open streams, not fewer arrivals.
/// </summary>
public abstract record OpenModel : LoadModel
{
    /// <summary>The arrivals of the step in seconds since it began, in order, each before its end.</summary>
    internal abstract IEnumerable<double> Offsets(StepState state);
}
