namespace StreamBench.Load.Models;

/// <summary>
/// A number of users, each of whom starts the next stream when the last one is done: a slow server gets less load. For
/// systems with a fixed number of callers.
/// </summary>
public abstract record ClosedModel : LoadModel
{
    /// <summary>Users; at the end of the step where it ramps.</summary>
    public int Copies { get; init; }

    /// <summary>How many users there are after <paramref name="elapsed"/>, when there were <paramref name="before"/> before the step.</summary>
    internal abstract int UsersAt(TimeSpan elapsed, int before);

    /// <summary>The moments, in seconds since the step began, when the number of users changes, and to what; the first is 0.</summary>
    internal abstract IEnumerable<(double Seconds, int Users)> Changes(int before);
}
