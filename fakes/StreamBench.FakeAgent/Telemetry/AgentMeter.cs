using System.Diagnostics.Metrics;

namespace StreamBench.FakeAgent.Telemetry;

/// <summary>The instruments of the meter <c>StreamBench.FakeAgent</c>; whoever wants the numbers listens to it.</summary>
internal static class AgentMeter
{
    internal const string Name = "StreamBench.FakeAgent";

    private static readonly Meter Meter = new(Name);

    internal static readonly UpDownCounter<int> Subscribers = Meter.CreateUpDownCounter<int>(
        "streambench.agent.subscribers",
        "{subscriber}",
        "Streams that are open."
    );

    internal static readonly Counter<long> Events = Meter.CreateCounter<long>(
        "streambench.agent.events",
        "{event}",
        "Events journalled."
    );

    internal static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "streambench.agent.requests",
        "{request}",
        "Requests answered, by transport and status."
    );

    internal static readonly Counter<long> SlowConsumers = Meter.CreateCounter<long>(
        "streambench.agent.slow_consumers",
        "{subscriber}",
        "Subscribers that fell out of the window, behind the bound, or stopped reading."
    );

    internal static readonly Counter<long> Tokens = Meter.CreateCounter<long>(
        "streambench.agent.tokens",
        "{token}",
        "Tokens that the cost meter has counted on their way out."
    );
}
