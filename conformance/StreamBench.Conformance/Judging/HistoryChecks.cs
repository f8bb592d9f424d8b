using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;
using StreamBench.Protocol.Json;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of the state that the history gives to a fresh client.</summary>
internal static class HistoryChecks
{
    internal static Check AtTheEnd { get; } =
        new(
            "history",
            Axis.State,
            "the history that was fetched last gives the server's state",
            context =>
            {
                var fetched = Fetched(context);
                if (NotFetched(fetched) is { } problem)
                {
                    return problem;
                }

                var differences = StateChecks.Compare(context, context.Evidence.Expected, fetched[^1].State);
                return Finding.Of(
                    differences.Count == 0,
                    $"the history's state differs at {differences.FirstOrDefault()?.Pointer}"
                ) with
                {
                    Differences = differences,
                };
            }
        )
        {
            Capability = "state",
        };

    internal static Check AtItsCursor { get; } =
        new(
            "history-at-cursor",
            Axis.State,
            "each history that was fetched gives the state of the log at the cursor that came with it",
            context =>
            {
                var fetched = Fetched(context);
                if (NotFetched(fetched) is { } problem)
                {
                    return problem;
                }

                foreach (var state in fetched.Select(answer => answer.State))
                {
                    if (state.Text("cursor") is not { } cursor || context.Evidence.ReadCursor(cursor) is not { } at)
                    {
                        return Finding.Missed("the history came without a cursor of this conversation");
                    }

                    var log = context.Evidence.Journal.Where(e =>
                        e.Epoch < at.Epoch || (e.Epoch == at.Epoch && e.Seq <= at.Seq)
                    );
                    if (StateChecks.Compare(context, ExpectedState.Fold(log), state) is { Count: > 0 } differences)
                    {
                        return Finding.Missed($"the history at event {at.Seq} differs at {differences[0].Pointer}") with
                        {
                            Differences = differences,
                        };
                    }
                }

                return Finding.Held;
            }
        )
        {
            Capability = "state",
        };

    private static List<ActionAnswer> Fetched(CheckContext context) =>
        [.. context.Evidence.Steps.Where(s => s.Step.Do == "fetchHistory").SelectMany(s => s.Answers)];

    private static Finding? NotFetched(List<ActionAnswer> fetched) =>
        fetched.Count == 0 || fetched.Exists(answer => !answer.Ok)
            ? Finding.Missed($"the history was not fetched: {fetched.Find(a => !a.Ok)?.Message ?? "no answer"}")
            : null;
}
