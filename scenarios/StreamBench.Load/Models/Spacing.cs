namespace StreamBench.Load.Models;

/// <summary>Places arrivals under a line of rates.</summary>
internal static class Spacing
{
    // An arrival due exactly at the end of a step is the first of the next one; sums in binary come out a hair off.
    private const double Hair = 1e-9;

    /// <summary>Evenly: one arrival for each 1 under the line.</summary>
    internal static IEnumerable<double> Even(IEnumerable<RatePiece> pieces, StepState state)
    {
        var begin = 0.0;
        foreach (var piece in pieces)
        {
            var owed = piece.Owed;
            for (; state.Wait < owed - Hair; state.Wait++)
            {
                yield return begin + piece.TimeOf(state.Wait);
            }

            state.Wait = Math.Max(0, state.Wait - owed);
            state.Level = piece.To;
            begin += piece.Seconds;
        }
    }

    /// <summary>As independent users come: the distances under the line are exponential with mean 1.</summary>
    internal static IEnumerable<double> Independent(RatePiece piece, StepState state)
    {
        var owed = piece.Owed;
        for (var at = Exponential(state.Chance); at < owed; at += Exponential(state.Chance))
        {
            yield return piece.TimeOf(at);
        }

        state.Wait = 0;
        state.Level = piece.To;
    }

    private static double Exponential(Random chance) => -Math.Log(1 - chance.NextDouble());
}
