using System.Collections.Immutable;
using StreamBench.FakeAgent;

namespace StreamBench.Mutants.Servers;

/// <summary>
/// The fake agent with one bug planted in it. A case that fails none proves nothing; a server here that no case fails shows a hole.
/// One file each; the file is all there is to add.
/// </summary>
public interface IServerMutant
{
    /// <summary>Its name in the kill table, in kebab case.</summary>
    string Name { get; }

    /// <summary>The bug, in one sentence, as a user would meet it.</summary>
    string Bug { get; }

    /// <summary>Ids of the cases that must fail it.</summary>
    ImmutableArray<string> CaughtBy { get; }

    /// <summary>Plants the bug in the options of a right server.</summary>
    FakeAgentOptions Plant(FakeAgentOptions right);

    /// <summary>What the server is after a restart; unless a mutant says otherwise, what it was before.</summary>
    FakeAgentOptions PlantAfterRestart(FakeAgentOptions right) => Plant(right);
}
