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
            ["dialect"] = plan.Target.Dialect,
            ["processors"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
            ["runtime"] = RuntimeInformation.FrameworkDescription,
            ["server"] = server.IsOwn ? "fake agent on this machine" : server.Address.GetLeftPart(UriPartial.Path),
            ["system"] = RuntimeInformation.OSDescription,
            ["tool"] = typeof(MachineFacts).Assembly.GetName().Version?.ToString() ?? "",
            ["transport"] = plan.Target.Transport ?? "",
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);
}
