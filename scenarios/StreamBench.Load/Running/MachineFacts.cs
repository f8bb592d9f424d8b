using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using StreamBench.Load.Plans;

namespace StreamBench.Load.Running;

/// <summary>What ran a plan, and against what.</summary>
internal static class MachineFacts
{
    internal static ImmutableSortedDictionary<string, string> Of(LoadPlan plan, ILoadServer server) =>
        new Dictionary<string, string>
        {
            ["clock of lag"] = IsHere(server)
                ? "the server's own: one machine"
                : "this machine's: the server's must be kept with it",
            ["dialect"] = plan.Target.Dialect,
            ["http"] = plan.Target.SpokenHttp,
            ["processors"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["server"] = server.IsOwn ? "fake agent on this machine" : server.Address.GetLeftPart(UriPartial.Path),
            ["system"] = RuntimeInformation.OSDescription,
            ["tool"] = typeof(MachineFacts).Assembly.GetName().Version?.ToString() ?? "",
            ["transport"] = plan.Target.Transport ?? "",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static bool IsHere(ILoadServer server) => server.IsOwn || server.Address.IsLoopback;
}
