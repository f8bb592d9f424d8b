namespace StreamBench.Load.Models;

/// <summary>
/// The number of users goes in a straight line from that of the step before (0 at first, and after a pause) to
/// <see cref="ClosedModel.Copies"/>, rounded to whole users.
/// </summary>
public sealed record RampingConstant : ClosedModel
{
    internal override int UsersAt(TimeSpan elapsed, int before)
    {
        var share = Math.Clamp(elapsed / During, 0, 1);
        return (int)Math.Round(before + (Copies - before) * share, MidpointRounding.AwayFromZero);
    }

    internal override IEnumerable<(double Seconds, int Users)> Changes(int before)
    {
        yield return (0, before);
        var way = Math.Sign(Copies - before);
        for (var users = before + way; users != Copies + way && way != 0; users += way)
        {
            // Rounded numbers change half-way between two whole ones.
            var share = (Math.Abs(users - before) - 0.5) / Math.Abs(Copies - before);
            yield return (share * During.TotalSeconds, users);
        }
    }
}
