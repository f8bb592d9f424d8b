using System.Collections.Immutable;
using StreamBench.Protocol.Events;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: whatever a tool answers is a success, since nobody looked at <c>isError</c>.</summary>
public sealed class ToolErrorsLookFine : IMutant
{
    /// <inheritdoc/>
    public string Name => "tool-errors-look-fine";

    /// <inheritdoc/>
    public string Bug => "shows a failed tool call as a successful one";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["TOL-001"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) =>
        right with
        {
            Decoder = new EventBug(
                right.Decoder,
                happening => happening is ToolResult result ? result with { IsError = false } : happening
            ),
        };
}
