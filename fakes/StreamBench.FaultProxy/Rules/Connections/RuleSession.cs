using System.IO.Enumeration;
using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules.Connections;

/// <summary>One set of rules at one proxy, with what it has counted since it was set. Thread-safe.</summary>
internal sealed class RuleSession
{
    /// <summary>Paths whose events are counted together; on any further one each response counts alone.</summary>
    public const int MaxPaths = 4096;

    private readonly Lock gate = new();
    private readonly Dictionary<(Direction Direction, string? Path), long> opened = [];
    private readonly long[] used;
    private readonly Strike[] strikes;
    private readonly Dictionary<string, EventCount> events = new(StringComparer.Ordinal);
    private readonly bool countsOnPaths;
    private int refusals;

    public RuleSession(FaultRules rules, long seed)
    {
        Rules = rules;
        Seed = rules.Seed ?? seed;
        used = new long[rules.Rules.Length];
        strikes = [.. rules.Rules.Select(_ => new Strike())];
        countsOnPaths = rules.Rules.Any(rule => rule.At.CountsOnPath);
    }

    public FaultRules Rules { get; }

    public long Seed { get; }

    /// <summary>Streams opened so far: the number of the last one.</summary>
    public long Streams
    {
        get
        {
            lock (gate)
                return opened.GetValueOrDefault((Direction.Downstream, null));
        }
    }

    /// <summary>The name of a rule in the log.</summary>
    public string NameOf(int rule) => Rules.Rules[rule].Name ?? $"{rule + 1}";

    /// <summary>The one time of a rule that acts once.</summary>
    public Strike StrikeOf(int rule) => strikes[rule];

    public bool HasRulesFor(Direction direction) =>
        Rules.Rules.Any(rule =>
            rule.At.Direction == direction && rule is not RefuseRule && rule.At.After is not Moment.Accept
        );

    /// <summary>Whether no rule can act on any body that is still to open: each was for connections that have been.</summary>
    public bool IsOver
    {
        get
        {
            lock (gate)
            {
                foreach (var rule in Rules.Rules)
                {
                    if (
                        rule is not RefuseRule
                        && rule.At.Numbers.Last > opened.GetValueOrDefault((Direction.Downstream, rule.At.Path))
                    )
                        return false;
                    if (rule.At.Direction == Direction.Upstream)
                        return false;
                }
                return true;
            }
        }
    }

    /// <summary>Gives the body its number by every way of counting it; rules then look theirs up.</summary>
    public Numbers Count(Opening opening)
    {
        var numbers = new Dictionary<(Direction, string?), long>();
        // The messages of a client belong to the request that opened the WebSocket.
        var isContinued = opening is { Direction: Direction.Upstream, Format.IsMessages: true };
        lock (gate)
        {
            if (opening.IsStream && opening.Direction == Direction.Downstream)
                numbers[(opening.Direction, null)] = Increment((opening.Direction, null));
            foreach (var rule in Rules.Rules)
            {
                var key = (opening.Direction, rule.At.Path);
                if (
                    rule.At.Path is { } path
                    && opening.Path is not null
                    && !numbers.ContainsKey(key)
                    && IsMatch(path, opening.Path)
                )
                    numbers[key] = isContinued ? Math.Max(opened.GetValueOrDefault(key), 1) : Increment(key);
            }
        }
        return new Numbers(numbers);
    }

    /// <summary>Counts the events from the server on a path; null when no rule counts that way.</summary>
    public EventCount? EventsOn(Opening opening)
    {
        if (!countsOnPaths || opening.Direction == Direction.Upstream)
            return null;
        lock (gate)
        {
            if (events.TryGetValue(opening.Path ?? "", out var count))
                return count;
            count = new EventCount();
            if (events.Count < MaxPaths)
                events[opening.Path ?? ""] = count;
            return count;
        }
    }

    /// <summary>Whether the rule acts on a connection that was just accepted.</summary>
    public bool RefusesNow(int index, Func<Place, bool> chance)
    {
        var rule = Rules.Rules[index];
        lock (gate)
        {
            var next = opened.GetValueOrDefault((Direction.Downstream, null)) + 1;
            var range = rule.At.Numbers;
            var isBegun = used[index] > 0 && rule is RefuseRule;
            var most = rule is RefuseRule { Count: { } count } ? count : CountOf(range);
            if (next < range.First || (next > range.Last && !isBegun) || used[index] >= most || !chance(rule.At))
                return false;
            used[index]++;
            return true;
        }
    }

    /// <summary>Whether the rule acts on a request: once for each connection number, as a request that is cut opens no stream.</summary>
    public bool ActsOnRequest(int index, string path)
    {
        var place = Rules.Rules[index].At;
        if (place.Path is not null && !IsMatch(place.Path, path))
            return false;
        lock (gate)
        {
            var next = opened.GetValueOrDefault((Direction.Downstream, place.Path)) + 1;
            if (!place.Numbers.Contains(next) || (place.Numbers.Last != long.MaxValue && used[index] >= next))
                return false;
            used[index] = next;
            return true;
        }
    }

    public void Refuse(int connections)
    {
        lock (gate)
            refusals = Math.Max(refusals, connections);
    }

    /// <summary>Whether a cut wants the next connection refused.</summary>
    public bool TakeRefusal()
    {
        lock (gate)
        {
            if (refusals == 0)
                return false;
            if (refusals != int.MaxValue)
                refusals--;
            return true;
        }
    }

    private long Increment((Direction, string?) key) => opened[key] = opened.GetValueOrDefault(key) + 1;

    private static long CountOf(NumberRange range) =>
        range.Last == long.MaxValue ? long.MaxValue : range.Last - range.First + 1;

    private static bool IsMatch(string pattern, string path) =>
        FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false);
}

/// <summary>The numbers of one body: as a stream, and as an answer to each path that rules name.</summary>
internal sealed class Numbers(IReadOnlyDictionary<(Direction, string?), long> numbers)
{
    /// <summary>Its number as a stream; 0 when it is none.</summary>
    public long AsStream => numbers.GetValueOrDefault((Direction.Downstream, null));

    /// <summary>The number as a place counts; null when the place does not concern this body.</summary>
    public long? For(Place place)
    {
        if (numbers.TryGetValue((place.Direction, place.Path), out var number))
            return place.Numbers.Contains(number) ? number : null;
        // A body that is not counted is met only by rules for all connections.
        return place.Path is null && place.Numbers == NumberRange.All ? 0 : null;
    }
}
