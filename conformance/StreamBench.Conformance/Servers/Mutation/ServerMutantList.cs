using System.Collections.Immutable;
using StreamBench.Mutants.Servers;

namespace StreamBench.Conformance.Servers.Mutation;

/// <summary>Every planted-bug server of <c>conformance/mutants/servers/</c>.</summary>
public static class ServerMutantList
{
    /// <summary>All of them, by name.</summary>
    public static ImmutableSortedDictionary<string, IServerMutant> All { get; } =
        typeof(IServerMutant)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IServerMutant)))
            .Select(type => (IServerMutant)Activator.CreateInstance(type)!)
            .ToImmutableSortedDictionary(mutant => mutant.Name, mutant => mutant, StringComparer.Ordinal);
}
