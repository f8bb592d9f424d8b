using System.Collections.Immutable;
using StreamBench.Dialects.Ajo;
using StreamBench.Dialects.Atmosphere;
using StreamBench.Dialects.Convobase;
using StreamBench.Dialects.Streambench;

namespace StreamBench.Dialects;

/// <summary>Every dialect. To add one, write its folder and add its line here.</summary>
public static class DialectList
{
    /// <summary>All of them, the native one first.</summary>
    public static ImmutableArray<Dialect> All { get; } =
    [StreambenchDialect.Instance, AjoDialect.Instance, ConvobaseDialect.Instance, AtmosphereDialect.Instance];

    /// <summary>The dialect of that name, or null.</summary>
    public static Dialect? Find(string name) => All.FirstOrDefault(dialect => dialect.Name == name);
}
