using StreamBench.FakeAgent.Delivery.Filters;

namespace StreamBench.FakeAgent.Misbehaviour;

/// <summary>What is wrong with the members of an <see cref="AgentBehaviour"/>.</summary>
internal static class BehaviourProblems
{
    internal static IEnumerable<string> Of(AgentBehaviour behaviour) =>
        [
            .. behaviour.Faults.Take(64).SelectMany((fault, i) => fault.Validate($"faults[{i}]")),
            .. TooMany(behaviour.Faults.Count, 64, "faults"),
            .. behaviour
                .Filters.Where(name => !DeliveryFilters.Names.Contains(name))
                .Select(name =>
                    $"filters: \"{name}\" is no filter; choose from {string.Join(", ", DeliveryFilters.Names)}"
                ),
            .. TooMany(behaviour.Filters.Count, 16, "filters"),
            .. Outside(behaviour.ReplayOverlap, 0, 1_000, "replayOverlap"),
            .. Outside(behaviour.LateEvents, 0, 100, "lateEvents"),
            .. Outside(behaviour.EventsAfterCancel, 0, 100, "eventsAfterCancel"),
            .. Outside(behaviour.HistoryLag, 0, 1_000_000, "historyLag"),
            .. Outside(behaviour.HistoryTurns ?? 1, 1, 10_000, "historyTurns"),
            .. Outside(behaviour.MaxStreams ?? 1, 1, 10_000, "maxStreams"),
            .. Outside(behaviour.PollBatch ?? 1, 1, 256, "pollBatch"),
            .. Outside(behaviour.HeadersDelayMs, 0, 600_000, "headersDelayMs"),
            .. Outside(behaviour.FirstEventDelayMs, 0, 600_000, "firstEventDelayMs"),
            .. Lines(behaviour),
            .. behaviour.LosesAnswers?.Validate() ?? [],
            .. behaviour.Refuse.Take(64).SelectMany((refusal, i) => refusal.Validate(Path(behaviour, i))),
            .. TooMany(behaviour.Refuse.Count, 64, "refuse"),
        ];

    private static string Path(AgentBehaviour behaviour, int i) =>
        behaviour.Refuse.Count == 1 ? "refuse" : $"refuse[{i}]";

    private static IEnumerable<string> Lines(AgentBehaviour behaviour)
    {
        if (behaviour.ContentType is { } type && type.AsSpan().ContainsAny('\r', '\n'))
        {
            yield return "contentType: must be one line";
        }

        if (behaviour.Token is { Value.Length: 0 or > 4_096 })
        {
            yield return "token: has 1 to 4096 characters";
        }
    }

    private static IEnumerable<string> TooMany(int count, int most, string path) =>
        count > most ? [$"{path}: {count} are more than {most}"] : [];

    private static IEnumerable<string> Outside(int value, int least, int most, string path) =>
        value < least || value > most ? [$"{path}: {value} is not between {least} and {most}"] : [];
}
