namespace StreamBench.Load.Models;

/// <summary>A steady number of users, each starting the next stream when the last is done.</summary>
public sealed record KeepConstant : ClosedModel
{
    internal override int UsersAt(TimeSpan elapsed, int before) => Copies;

    internal override IEnumerable<(double Seconds, int Users)> Changes(int before) => [(0, Copies)];
}
