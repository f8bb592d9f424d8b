using StreamBench.Load.Engine.Polling;
using StreamBench.Load.Recording;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;

namespace StreamBench.Load.Running;

/// <summary>How a plan is run, beside what it says itself.</summary>
public sealed record LoadRunOptions
{
    /// <summary>Which part of the plan; the whole by default.</summary>
    public Segment Segment { get; init; } = Segment.Whole;

    /// <summary>Threads of the engine, each on a core of its own at best; 1 by default, at most 64.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Plays this stream alone, at once; all when null.</summary>
    public long? Only { get; init; }

    /// <summary>The command that repeats a stream when <c>--only N</c> is put behind it.</summary>
    public string RepeatCommand { get; init; } = "streambench load PLAN";

    /// <summary>Where results.jsonl goes, line by line; nowhere when null.</summary>
    public TextWriter? Results { get; init; }

    /// <summary>Told of each second; by one thread at a time.</summary>
    public Action<RunSecond>? OnSecond { get; init; }

    /// <summary>
    /// True to play a second of streams against a loopback server of our own first, so that no code is compiled while clocks
    /// run; the default.
    /// </summary>
    public bool Rehearses { get; init; } = true;

    /// <summary>Waits for the sockets of one engine thread; the fastest way of this system by default.</summary>
    internal Func<IPoller> Poller { get; init; } = Pollers.Fastest;

    /// <summary>True to take the path over the handler of HttpClient where the plan does not ask for it.</summary>
    internal bool IsPortable { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A second of a run, as it happens.</summary>
/// <param name="Interval">What it counted; valid during the call.</param>
/// <param name="SoFar">What was counted since the begin; valid during the call.</param>
/// <param name="Elapsed">Time since the begin.</param>
/// <param name="Length">How long the plan is; without iterations, whose end nobody knows.</param>
public sealed record RunSecond(LoadInterval Interval, TallySet SoFar, TimeSpan Elapsed, TimeSpan Length);
