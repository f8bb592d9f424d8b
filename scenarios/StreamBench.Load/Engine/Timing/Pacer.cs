using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Engine.Timing;

/// <summary>
/// Hands the starts of an open model to the loops, in turn and ahead of time: a loop then needs nothing but its own timer
/// to be on time. Runs on a thread of its own until the schedule ends or it is stopped.
/// </summary>
internal sealed class Pacer : IDisposable
{
    /// <summary>
    /// How far ahead starts are handed over. Longer than any pause of a thread that is to be ridden out, short enough that a
    /// stop is felt at once.
    /// </summary>
    internal static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly EngineClock clock;
    private readonly IEnumerable<Arrival> schedule;
    private readonly (StartRing Ring, Action Wake)[] loops;
    private readonly ManualResetEventSlim stopping = new();
    private readonly Thread thread;
    private long refused;

    /// <summary>Makes a pacer; <see cref="Start"/> begins to hand over.</summary>
    /// <param name="clock">The clock of the intended times.</param>
    /// <param name="schedule">Starts in the order of their intended times; may be endless.</param>
    /// <param name="loops">Where they go, in turn.</param>
    internal Pacer(EngineClock clock, IEnumerable<Arrival> schedule, (StartRing Ring, Action Wake)[] loops)
    {
        this.clock = clock;
        this.schedule = schedule;
        this.loops = loops;
        thread = new Thread(Run) { Name = "pacer", IsBackground = true };
    }

    /// <summary>Starts that found their loop's ring full: dropped arrivals, which a result must show.</summary>
    internal long Refused => Volatile.Read(ref refused);

    internal void Start() => thread.Start();

    /// <summary>Stops handing over and waits for the thread.</summary>
    public void Dispose()
    {
        stopping.Set();
        if (thread.IsAlive)
        {
            thread.Join();
        }

        stopping.Dispose();
    }

    private void Run()
    {
        LinuxThread.WakePrecisely();
        var turn = 0;
        foreach (var start in schedule)
        {
            while (start.IntendedAt - clock.Now > (long)Ahead.TotalNanoseconds)
            {
                if (stopping.Wait(Step))
                {
                    return;
                }
            }

            if (stopping.IsSet)
            {
                return;
            }

            var (ring, wake) = loops[turn++ % loops.Length];
            var wasEmpty = ring.NextDue == long.MaxValue;
            if (!ring.TryWrite(start))
            {
                Interlocked.Increment(ref refused);
            }

            if (wasEmpty)
            {
                wake();
            }
        }
    }
}
