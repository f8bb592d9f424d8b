namespace StreamBench.Load.Models;

/// <summary>A steady number of users until so many streams have been started; ends with the work, so it is a scenario's last step.</summary>
public sealed record IterationsForConstant : ClosedModel
{
    /// <summary>Streams in all.</summary>
    public required int Iterations { get; init; }

    internal override int UsersAt(TimeSpan elapsed, int before) => Math.Min(Copies, Iterations);

    internal override IEnumerable<(double Seconds, int Users)> Changes(int before) =>
        [(0, Math.Min(Copies, Iterations))];
}
