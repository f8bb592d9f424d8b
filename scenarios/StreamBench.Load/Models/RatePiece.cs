namespace StreamBench.Load.Models;

/// <summary>Some time in which the rate goes from one value to another in a straight line.</summary>
/// <param name="From">Streams a second at its begin.</param>
/// <param name="To">Streams a second at its end.</param>
/// <param name="Seconds">How long it lasts.</param>
internal readonly record struct RatePiece(double From, double To, double Seconds)
{
    /// <summary>How many arrivals are due in it, as a real number: the area under the line.</summary>
    internal double Owed => (From + To) / 2 * Seconds;

    /// <summary>When <paramref name="owed"/> arrivals are due.</summary>
    /// <remarks>From·t + (To−From)·t²/(2·Seconds) = owed, solved for t without subtracting numbers that are nearly equal.</remarks>
    internal double TimeOf(double owed)
    {
        if (owed <= 0)
        {
            return 0;
        }

        var root = Math.Sqrt(Math.Max(0, From * From + 2 * (To - From) / Seconds * owed));
        return Math.Min(Seconds, 2 * owed / (From + root));
    }
}
