namespace StreamBench.Load.Models;

/// <summary>What one step of an open load leaves to the next.</summary>
internal sealed class StepState
{
    /// <summary>Streams a second at the end of the step before; where a ramp begins.</summary>
    internal double Level { get; set; }

    /// <summary>
    /// How much of an arrival is still missing until the next one is due, in [0, 1): two steps of 0.5/s for 1 s make one
    /// arrival together.
    /// </summary>
    internal double Wait { get; set; }

    /// <summary>Chance of this step alone.</summary>
    internal required Random Chance { get; set; }
}
