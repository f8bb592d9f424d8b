using StreamBench.FaultProxy.Links;
using StreamBench.FaultProxy.Rules.Faults;

namespace StreamBench.FaultProxy.Rules;

/// <summary>Finds what is wrong with rules, wherever they come from.</summary>
internal static class RuleChecks
{
    /// <summary>Everything that is wrong with a rule: the field, and why.</summary>
    public static IEnumerable<(string Field, string Problem)> Of(FaultRule rule) => [.. OfPlace(rule), .. rule.Check()];

    /// <summary>Refuses rules that are not right.</summary>
    /// <exception cref="FaultProxyException">Something is wrong: 400, with all of it.</exception>
    public static void Require(FaultRules rules)
    {
        var problems = rules
            .Rules.SelectMany(
                (rule, i) => Of(rule).Select(found => $"rule {i + 1} ({rule.Do}): {found.Field} {found.Problem}")
            )
            .ToList();
        if (rules.Rules.Length > FaultRules.MaxRules)
            problems.Insert(0, $"rules: {rules.Rules.Length} are too many, {FaultRules.MaxRules} is the most");
        if (problems.Count > 0)
            throw FaultProxyException.BadRules(string.Join("; ", problems));
    }

    private static IEnumerable<(string Field, string Problem)> OfPlace(FaultRule rule)
    {
        var at = rule.At;
        var positions = new[]
        {
            (Name: "index", IsGiven: at.Index is not null),
            (Name: "event", IsGiven: at.Event is not null),
            (Name: "id", IsGiven: at.Id is not null),
            (Name: "seq", IsGiven: at.Seq is not null),
            (Name: "byte", IsGiven: at.Byte is not null),
            (Name: "time", IsGiven: at.Time is not null),
            (Name: "before", IsGiven: at.Before is not null),
            (Name: "after", IsGiven: at.After is not null),
            (Name: "every", IsGiven: at.Every is not null),
        }
            .Where(position => position.IsGiven)
            .Select(position => position.Name)
            .ToArray();
        if (positions.Length > 1)
            yield return ("at", $"has {string.Join(" and ", positions)}: one position is enough");
        if (positions.Length == 0 && rule.NeedsPosition)
            yield return (
                "at",
                $"has no position, and {rule.Do} would not know where: say index, event, id, time, before or every"
            );
        if (at.Reconnect is not null && at.Connection != NumberRange.All)
            yield return ("at", "has connection and reconnect: one of them is enough (reconnect 1 is connection 2)");
        if (at is { Nth: not null, Event: null })
            yield return ("nth", "counts events of a type: say event too");
        if (at.Nth < 1 || at.Every < 1)
            yield return (at.Nth < 1 ? "nth" : "every", "is 1 or more");
        if (at.Index < 0 || (at.Index == 0 && rule is not (CutRule or InjectRule)))
            yield return ("index", "is 1 or more (0, before the first event, is a place for cut and inject)");
        if (at is { Once: true, NeedsEvents: false })
            yield return ("once", "goes with a place that is an event");
        if (at.Seq < 1)
            yield return ("seq", "is 1 or more");
        if (at.Inside is not null && rule is not CutRule)
            yield return ("inside", $"is a place for cut, not for {rule.Do}");
        if (at.Inside is not null && (!at.NeedsEvents || at.Before is not null))
            yield return ("inside", "needs the event it lies in: say index (from 1), event, id, seq or every");
        if (at.Byte < 0)
            yield return ("byte", "is 0 or more");
        if (at.Byte is not null && rule is not (CutRule or DelayRule))
            yield return ("byte", $"is a place for cut and delay, not for {rule.Do}");
        if (at.Time < TimeSpan.Zero || at.Time > FaultLimits.LongestWait)
            yield return ("time", "is 0 to 1h");
        if (at.Before is not (null or PlaceMatcher.End) && rule is not CutRule)
            yield return ("before", $"with an event is a place for cut; {rule.Do} takes before: end, or event");
        if (at.After is not null && rule is not CutRule)
            yield return ("after", $"is a place for cut, not for {rule.Do}");
        if (
            at.After is Moment.Accept or Moment.Request
            && rule is CutRule { How.Kind: not (CutKind.Fin or CutKind.Rst or CutKind.Close) }
        )
            yield return ("how", "is fin or rst where there is no response yet");
        if (at.After is not null && at.Direction == Direction.Upstream)
            yield return ("direction", "stays away where after says the moment");
        if (at.Chance is < 0 or > 1 or double.NaN)
            yield return ("chance", "is 0% to 100%");
    }
}
