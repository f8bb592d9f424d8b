using StreamBench.Protocol.Events;
using StreamBench.Yaml;

namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Gives ids and remembers what each names, so that the loader can warn of a script that no client could follow.</summary>
internal sealed class IdLedger(ProblemList problems)
{
    private readonly Dictionary<string, IdEntry> items = new(StringComparer.Ordinal);
    private readonly HashSet<string> others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> counters = new(StringComparer.Ordinal);

    /// <summary>The id that the script gives, or the next of its sort: <c>i1</c>, <c>tc1</c>, <c>ap1</c>, <c>t1</c>.</summary>
    internal string Take(string sort, string? given)
    {
        while (given is null)
        {
            var number = counters[sort] = counters.GetValueOrDefault(sort) + 1;
            var next = $"{sort}{number}";
            given = items.ContainsKey(next) || others.Contains(next) ? null : next;
        }

        return given;
    }

    /// <summary>Notes the id of a turn or an approval, which must be new.</summary>
    internal void Name(string id, YamlNode at)
    {
        if (!others.Add(id))
        {
            problems.Warn(at, $"the id \"{id}\" is used again");
        }
    }

    internal void Open(string id, string kind, string turn, YamlNode at)
    {
        if (!items.TryAdd(id, new IdEntry { Kind = kind, Turn = turn }))
        {
            problems.Warn(at, $"the item \"{id}\" is opened again: an id that was used stays used");
        }
    }

    /// <summary>Warns when <paramref name="id"/> names no item opened before.</summary>
    internal void Find(string id, YamlNode at)
    {
        if (!items.ContainsKey(id))
        {
            problems.Warn(at, $"there is no item \"{id}\" before this step{Suggestion.For(id, items.Keys)}");
        }
    }

    internal bool Knows(string id) => items.ContainsKey(id);

    internal string? KindOf(string id) => items.GetValueOrDefault(id)?.Kind;

    /// <summary>Notes that no more text comes.</summary>
    internal void Close(string id) => items[id].IsClosed = true;

    /// <summary>True when <paramref name="id"/> names an item of this kind, so that a step goes on with it instead of opening it.</summary>
    internal bool GoesOn(string id, string kind, TurnInScript turn, YamlNode? at)
    {
        if (at is null || !items.TryGetValue(id, out var entry))
        {
            return false;
        }

        if (entry.Kind != kind)
        {
            problems.Warn(at, $"the item \"{id}\" is of kind {entry.Kind}, not {kind}");
        }
        else if (!turn.MayAddress(entry.Turn))
        {
            problems.Warn(
                at,
                $"the item \"{id}\" belongs to the turn {entry.Turn}; say resumes: {entry.Turn} to go on with it"
            );
        }
        else if (entry.IsClosed)
        {
            problems.Warn(at, $"the item \"{id}\" is closed; say close: false where more follows");
        }

        return true;
    }

    /// <summary>Notes the answer of a call; warns of a result without a call and of a second result.</summary>
    internal void Answer(string call, YamlNode at)
    {
        if (!items.TryGetValue(call, out var entry) || entry.Kind != ItemKind.Tool)
        {
            var calls = items.Where(item => item.Value.Kind == ItemKind.Tool).Select(item => item.Key);
            problems.Warn(
                at,
                $"a result without a call: there is no call \"{call}\" before{Suggestion.For(call, calls)}"
            );
        }
    }

    /// <summary>Warns when <paramref name="turn"/> names no turn before.</summary>
    internal void FindTurn(YamlNode? turn)
    {
        if (turn is not null && !others.Contains(turn.Text))
        {
            problems.Warn(turn, $"there is no turn \"{turn.Text}\" before this one{Suggestion.For(turn.Text, others)}");
        }
    }
}

/// <summary>What a script has said of one item so far.</summary>
internal sealed class IdEntry
{
    internal required string Kind { get; init; }

    internal required string Turn { get; init; }

    internal bool IsClosed { get; set; }
}
