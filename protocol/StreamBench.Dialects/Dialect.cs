using System.Collections.Immutable;
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

    /// <summary>What it is, in one line, for lists and help.</summary>
    public required string Title { get; init; }

    /// <summary>What a client that comes back may count on.</summary>
    public required RecoveryContract Recovery { get; init; }

    /// <summary>Makes the writing half for one conversation.</summary>
    public required Func<IDialectEncoder> NewEncoder { get; init; }

    /// <summary>Makes the reading half for one client of one conversation.</summary>
    public required Func<IFrameDecoder> NewDecoder { get; init; }

    /// <summary>What it cannot express, in the order in which it is to be forgotten. Empty: nothing is lost.</summary>
    public required ImmutableArray<Loss> Losses { get; init; }

    /// <summary>Which canonical event becomes what on the wire; printed into the dialect's README.</summary>
    public required ImmutableArray<Mapping> Mappings { get; init; }

    /// <summary>What the dialect's design leaves open and how it is settled here, in Markdown; printed into its README.</summary>
    public string Notes { get; init; } = "";

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
