using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Conformance.Servers.Talking;

namespace StreamBench.Conformance.Servers.Running;

/// <summary>One run under way: how to reach the server, what is found, and what passed on the wire.</summary>
internal sealed class ServerRun(
    PlannedServerRun plan,
    ServerCard card,
    ServerAccess access,
    RunSettings settings,
    string id
)
{
    /// <summary>Most lines of a trace that are kept; the oldest go first.</summary>
    private const int MaxTrace = 400;

    private readonly List<CheckResult> found = [];
    private readonly Queue<string> trace = new();
    private readonly long startedAt = settings.Time.GetTimestamp();
    private readonly Lock gate = new();
    private int conversations;

    internal PlannedServerRun Plan => plan;

    internal ServerCard Card => card;

    internal RunSettings Settings => settings;

    /// <summary>How to reach the server now: after a restart it may listen elsewhere.</summary>
    internal ServerLink Link => access.Link;

    internal ImmutableArray<CheckResult> Found
    {
        get
        {
            lock (gate)
            {
                return [.. found];
            }
        }
    }

    internal ImmutableArray<string> Trace
    {
        get
        {
            lock (gate)
            {
                return [.. trace];
            }
        }
    }

    internal TimeSpan Elapsed => settings.Time.GetElapsedTime(startedAt);

    /// <summary>A new conversation that plays this script, or the run's own.</summary>
    internal Talk Talk(string? script = null)
    {
        var number = Interlocked.Increment(ref conversations);
        var plays = plan.Script is null ? null : script ?? plan.Script;
        return new Talk(this, $"sb-{access.Name}-{id}-{number}", plays);
    }

    /// <summary>As <see cref="Talk"/>, with the first message said.</summary>
    internal Task<Talk> BeginAsync(CancellationToken cancellation, string? script = null) =>
        Talk(script).BeginAsync(cancellation);

    /// <summary>Stops the server and starts it again.</summary>
    internal async Task RestartAsync(CancellationToken cancellation)
    {
        Note("restart");
        await access.RestartAsync(cancellation);
    }

    /// <summary>Says whether an assertion of the case holds; one that is looked at often counts as missed once it was.</summary>
    /// <param name="assertion">Its id in the catalogue.</param>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="problem">What was expected and what was seen.</param>
    internal void Expect(string assertion, bool holds, string problem) =>
        Record(assertion, Axis.Recovery, holds ? null : problem, []);

    /// <summary>As <see cref="Expect"/>, for states.</summary>
    internal void ExpectSame(string assertion, string what, ImmutableArray<StateDifference> differences) =>
        Record(
            assertion,
            Axis.State,
            differences.IsEmpty ? null : $"{what} differs at {differences[0].Pointer}",
            differences
        );

    /// <summary>Adds a line to the trace.</summary>
    internal void Note(string line)
    {
        lock (gate)
        {
            trace.Enqueue($"{Elapsed.TotalMilliseconds, 8:F1} ms  {Clip.Middle(line, 200)}");
            if (trace.Count > MaxTrace)
            {
                trace.Dequeue();
            }
        }
    }

    private void Record(string assertion, Axis axis, string? problem, ImmutableArray<StateDifference> differences)
    {
        var spec =
            plan.Case.Asserts.FirstOrDefault(one => one.Id == assertion)
            ?? throw new InvalidOperationException($"{plan.Case.Id} has no assertion \"{assertion}\"");
        var result = new CheckResult
        {
            Id = $"{plan.Case.Id}.{assertion}",
            Axis = axis,
            Level = spec.Level,
            Rule = plan.Case.Rule,
            Verdict = problem is null ? Verdict.Pass : VerdictOf(spec.Level),
            Message = problem,
            Differences = differences,
        };
        lock (gate)
        {
            var before = found.FindIndex(one => one.Id == result.Id);
            if (before < 0)
            {
                found.Add(result);
            }
            else if (found[before].Verdict == Verdict.Pass)
            {
                found[before] = result;
            }
        }
    }

    private static Verdict VerdictOf(Level level) =>
        level switch
        {
            Level.Must => Verdict.Fail,
            Level.Should => Verdict.NonStrict,
            _ => Verdict.Info,
        };
}
