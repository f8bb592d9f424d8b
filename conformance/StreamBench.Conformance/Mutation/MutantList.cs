using System.Collections.Immutable;
using StreamBench.Mutants;

namespace StreamBench.Conformance.Mutation;

/// <summary>Every planted-bug client of <c>conformance/mutants/</c>.</summary>
public static class MutantList
{
    /// <summary>All of them, by name.</summary>
    public static ImmutableSortedDictionary<string, IMutant> All { get; } =
        typeof(IMutant)
            .Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMutant)))
            .Where(type => type.GetConstructor(Type.EmptyTypes) is not null)
            .Select(type => (IMutant)Activator.CreateInstance(type)!)
            .Concat(DecoderMutants.All)
            .ToImmutableSortedDictionary(mutant => mutant.Name, mutant => mutant, StringComparer.Ordinal);
}
