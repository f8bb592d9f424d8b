using System.Collections.Immutable;
using System.Text;

namespace StreamBench.Protocol.Wire;

/// <summary>An HTTP request without its connection.</summary>
/// <param name="Method">GET or POST.</param>
/// <param name="Path">The path with its query, from the server's root.</param>
public sealed record WireRequest(string Method, string Path)
{
    /// <summary>Values of the query by name; the last one where a name stands twice.</summary>
    public ImmutableDictionary<string, string> Query { get; init; } = Empty;

    /// <summary>Values of the path's places by name (<c>c</c>).</summary>
    public ImmutableDictionary<string, string> Route { get; init; } = Empty;

    /// <summary>Headers by name, in any case.</summary>
    public ImmutableDictionary<string, string> Headers { get; init; } =
        Empty.WithComparers(StringComparer.OrdinalIgnoreCase);

    /// <summary>The JSON body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    private static ImmutableDictionary<string, string> Empty { get; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A query of what has a value, with its question mark; empty when nothing has.</summary>
    public static string QueryOf(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                text.Append(text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return text.ToString();
    }
}
