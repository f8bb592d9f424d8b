using System.Reflection;

namespace StreamBench.Conformance.Clients;

/// <summary>What the harness calls itself towards clients.</summary>
internal static class HarnessName
{
    /// <summary>Name and version, such as <c>streambench 1.0.0</c>.</summary>
    internal static string Text { get; } =
        "streambench "
        + typeof(HarnessName)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0];
}
