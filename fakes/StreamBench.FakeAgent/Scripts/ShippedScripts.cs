using System.Collections.Immutable;

namespace StreamBench.FakeAgent.Scripts;

/// <summary>The scripts that travel with the tool (<c>scenarios/scripts/</c>).</summary>
public static class ShippedScripts
{
    /// <summary>Their names in lower case, sorted: <c>refund</c>, <c>s-hello</c>, <c>s-tool</c> …</summary>
    public static ImmutableArray<string> Names => throw new NotSupportedException();

    /// <summary>The script of that name (<c>S-HELLO</c>, in any case), or null.</summary>
    public static Script? Find(string name) => throw new NotSupportedException();

    /// <summary>The shipped script of that name, or the file at that path.</summary>
    public static LoadedScript FindOrLoad(string nameOrPath) => throw new NotSupportedException();
}
