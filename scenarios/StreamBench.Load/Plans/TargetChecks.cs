namespace StreamBench.Load.Plans;

/// <summary>What a plan's target must keep: an address that can be asked, and nothing that its transport cannot give.</summary>
internal static class TargetChecks
{
    /// <summary>Everything wrong, each with the path of keys that leads there.</summary>
    internal static IEnumerable<PlanFault> Of(LoadPlan plan) => [.. Address(plan.Target), .. Transport(plan)];

    private static IEnumerable<PlanFault> Address(LoadTarget target)
    {
        if (
            target.Url is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ws" or "wss")
        )
        {
            yield return new("target/url", "must be an address that starts with http://, https://, ws:// or wss://");
        }

        foreach (var (name, value) in target.Headers)
        {
            if (name.AsSpan().ContainsAny('\r', '\n') || value.AsSpan().ContainsAny('\r', '\n'))
            {
                yield return new("target/headers", "a header must not have line breaks");
            }
        }
    }

    private static IEnumerable<PlanFault> Transport(LoadPlan plan)
    {
        var target = plan.Target;
        if (target is { IsCalled: true, Http: "1.1" })
        {
            yield return new("target/http", "gRPC is HTTP/2: say 2 or leave http out, or take another transport");
        }
        else if (plan.Faults is not null && target is { IsCalled: false, SpokenHttp: "2" })
        {
            yield return new("target/http", "faults find events in HTTP/1.1: leave one of the two out");
        }

        if (plan.Faults is not null && target.HasPlainBodies)
        {
            yield return new(
                "target/transport",
                "faults find no events in bodies of text/plain and would pass by: take a storm, or sse, ws or grpc"
            );
        }

        if (target is { IsCalled: true, Body: not null })
        {
            yield return new("target/body", "the messages of gRPC are the dialect's own: leave body out");
        }

        if (target.IsPolled && plan.Watchers is not null)
        {
            yield return new(
                "watchers",
                "a poll is answered when something is said, so that nobody can tell whether a watcher is there: let them watch over another transport"
            );
        }
    }
}
