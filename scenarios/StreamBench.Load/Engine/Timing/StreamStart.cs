namespace StreamBench.Load.Engine.Timing;

/// <summary>One stream that is to begin.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="IntendedAt">When the load model wants it, on the engine's clock: all its clocks run from here.</param>
/// <param name="Request">Which of the loop's requests it makes.</param>
internal readonly record struct StreamStart(long Number, long IntendedAt, int Request);
