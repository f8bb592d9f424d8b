using StreamBench.Conformance.Results;
using StreamBench.Conformance.Running;

namespace StreamBench.Conformance.Judging;

/// <summary>Checks of how a client says that its run ended.</summary>
internal static class OutcomeChecks
{
    internal static Check Outcome { get; } =
        new(
            "outcome",
            Axis.State,
            "the client's outcome is this one, or one of these",
            context =>
            {
                var wanted = Words(context);
                var seen = context.Evidence.Clients[0].Answer.Outcome ?? "none";
                return Finding.Of(wanted.Contains(seen), $"outcome is {seen}, not {string.Join(" or ", wanted)}");
            }
        )
        {
            Role = CheckRole.Result,
        };

    internal static Check Code { get; } =
        new(
            "code",
            Axis.State,
            "the client gives this code, or one of these, for its outcome",
            context =>
            {
                var wanted = Words(context);
                return context.Evidence.Clients[0].Answer.Code is { } seen
                    ? Finding.Of(wanted.Contains(seen), $"the code is {seen}, not {string.Join(" or ", wanted)}")
                    : Finding.Void("the client gives no code");
            }
        )
        {
            Role = CheckRole.Result,
        };

    internal static Check NotGivenUp { get; } =
        new(
            "ok",
            Axis.State,
            "the client's outcome is ok, and that after its turns have ended",
            context =>
            {
                var ended = PlayOut.Ended(context.Evidence.Journal);
                if (ended < context.Evidence.AwaitedTurns)
                {
                    return Finding.Missed(
                        $"the client says ok, but {ended} of {context.Evidence.AwaitedTurns} turns have ended"
                    );
                }

                var bad = context.Evidence.Clients.FirstOrDefault(client => client.Answer.Outcome != "ok");
                return Finding.Of(
                    bad is null,
                    $"outcome is {bad?.Answer.Outcome ?? "none"}{(bad?.Answer.Code is { } code ? $" ({code})" : "")}, not ok"
                );
            }
        )
        {
            Role = CheckRole.Result,
        };

    private static HashSet<string> Words(CheckContext context) =>
        context.Value is System.Text.Json.Nodes.JsonArray many
            ? [.. many.Select(one => one!.GetValue<string>())]
            : [context.Value!.GetValue<string>()];
}
