using System.Collections.Immutable;
using StreamBench.Dialects.Design;
using StreamBench.Dialects.Endpoints;
using StreamBench.Dialects.Losses;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects;

/// <summary>
/// One way to write a conversation on a wire: all that the harness has to know to serve it, to read it, and to judge what came of
/// it. Immutable; made once, in the dialect's own folder, and entered in <see cref="DialectList.All"/>.
/// </summary>
public sealed record Dialect
{
    /// <summary>Its name on the command line and in permutation paths: lower case, for example <c>ajo</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, from 1. A protocol that changes gets a new one beside the old one.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Its name with its version, as clients declare it: <c>ajo/1</c>.</summary>
    public string Word => $"{Name}/{Version}";

    /// <summary>What it is, in one line, for lists and help.</summary>
    public required string Title { get; init; }

    /// <summary>What a client that comes back may count on.</summary>
    public required RecoveryContract Recovery { get; init; }

    /// <summary>Makes the writing half for one conversation.</summary>
    public required Func<IDialectEncoder> NewEncoder { get; init; }

    /// <summary>Makes the reading half for one client of one conversation.</summary>
    public required Func<IFrameDecoder> NewDecoder { get; init; }

    /// <summary>
    /// Makes what a server keeps of the run of that name, to say it again to a client that names it when it comes back; null where runs
    /// have no names.
    /// </summary>
    public Func<string, IRunReplay>? NewRunReplay { get; init; }

    /// <summary>Its addresses, one for each transport that it has; empty where a host has its own (the native dialect).</summary>
    public ImmutableArray<DialectEndpoint> Endpoints { get; init; } = [];

    /// <summary>An address beside theirs for all transports that a client may fall back to; null where there is none.</summary>
    public SharedAddress? Shared { get; init; }

    /// <summary>What its design does and leaves out, topic by topic.</summary>
    public required Traits Traits { get; init; }

    /// <summary>What it cannot express, in the order in which it is to be forgotten. Empty: nothing is lost.</summary>
    public required ImmutableArray<Loss> Losses { get; init; }

    /// <summary>Which canonical event becomes what on the wire; printed into the dialect's README.</summary>
    public required ImmutableArray<Mapping> Mappings { get; init; }

    /// <summary>What the dialect's design leaves open and how it is settled here, in Markdown; printed into its README.</summary>
    public string Notes { get; init; } = "";

    /// <summary>True when its host has addresses of its own for it, and no wire words of it are known here: the native dialect.</summary>
    public bool IsNative => Endpoints.IsEmpty;

    /// <summary>Whether its design does this.</summary>
    public bool Has(Topic topic) => Traits[topic].Has;

    /// <summary>Its address on a transport; null where it has none there, or where its host has its own.</summary>
    public DialectEndpoint? On(string transport) =>
        Endpoints.FirstOrDefault(endpoint => endpoint.Transport == transport);

    /// <summary>
    /// What is left of a conversation once this dialect has told it: the state with every <see cref="Losses">loss</see> forgotten,
    /// in the form of <c>content(state)</c>.
    /// </summary>
    /// <remarks>Source: StreamBench protocol §5. Clients of a lossy dialect are compared with this, never with the whole.</remarks>
    public ContentDocument Project(ContentDocument content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var left = content.Copy();
        foreach (var loss in Losses)
        {
            loss.Forget(left);
        }

        return left;
    }
}
