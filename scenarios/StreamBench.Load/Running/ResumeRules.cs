using StreamBench.Load.Engine.Streams;
using StreamBench.Load.Schedules;
using StreamBench.Load.Turns;
using StreamBench.Transports;

namespace StreamBench.Load.Running;

/// <summary>When a stream that ended too soon comes back: as a good client of the native dialect would.</summary>
internal static class ResumeRules
{
    /// <summary>Tries of one stream in a row; each new event begins a new row.</summary>
    private const int MostAttempts = 10;

    private const int Backoff = 1 << 25;
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before the next try; null when there is none.</summary>
    /// <remarks>
    /// A stream that never began is not tried again, so that no refusal is hidden; on a disturbed path and after a planned break
    /// it is, for there the failure is our own. Doubled with each try; by chance between a half and the whole, by the seed.
    /// </remarks>
    internal static TimeSpan? Delay(StreamTurn turn, in StreamEnding ending, bool lacksEvents, int seed)
    {
        if (!(lacksEvents || MayComeBack(turn, ending)) || turn.Attempts >= MostAttempts)
        {
            return null;
        }

        var first = turn.RetryMilliseconds > 0 ? TimeSpan.FromMilliseconds(turn.RetryMilliseconds) : DefaultRetry;
        var whole = first * Math.Pow(2, turn.Attempts);
        var share = 0.5 + (Chance.Share(seed, Backoff + turn.Attempts, turn.Number) / 2);
        return (whole < LongestRetry ? whole : LongestRetry) * share;
    }

    private static bool MayComeBack(StreamTurn turn, in StreamEnding ending) =>
        ending.Kind switch
        {
            StreamEndKind.Abandoned or StreamEndKind.TooLarge or StreamEndKind.Corrupt => false,
            StreamEndKind.BadContentType or StreamEndKind.BadRedirect or StreamEndKind.Finished => false,
            StreamEndKind.Refused => turn.IsGreeted && ending.Code is 408 or 429 or 502 or 503 or 504,
            StreamEndKind.Unreachable when ending.Side == StreamSide.Client => false,
            StreamEndKind.Reset when ending.Side == StreamSide.Client => true,
            _ => turn.IsGreeted || turn.Path > 0,
        };
}
