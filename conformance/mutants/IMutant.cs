using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>
/// The reference client with one bug planted in it. A case that no mutant fails proves nothing; a mutant that no case fails shows a hole.
/// One file each; the file is all there is to add.
/// </summary>
public interface IMutant
{
    /// <summary>Its name in the kill table, in kebab case.</summary>
    string Name { get; }

    /// <summary>The bug, in one sentence, as a user would meet it.</summary>
    string Bug { get; }

    /// <summary>The dialect that it speaks. Default: the native one.</summary>
    string Dialect => "streambench";

    /// <summary>Ids of the cases that must fail it.</summary>
    ImmutableArray<string> CaughtBy { get; }

    /// <summary>Plants the bug in the parts of a right client.</summary>
    ChatClientParts Plant(ChatClientParts right);

    /// <summary>Plants the bug under the HTTP transports, in requests and in the bytes of answers. Default: nothing. Not for gRPC streams.</summary>
    HttpMessageHandler PlantBelow(HttpMessageHandler right) => right;
}
