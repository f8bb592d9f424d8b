using System.Diagnostics.CodeAnalysis;

namespace StreamBench.Cli.Watching;

/// <summary>Which conversation to watch, and where.</summary>
/// <param name="Server">Scheme, host and port.</param>
/// <param name="Conversation">Id of the conversation.</param>
internal sealed record WatchTarget(Uri Server, string Conversation)
{
    /// <summary>What a good address looks like.</summary>
    internal const string Form = "http://host:port/v1/conversations/{id}";

    /// <summary>Reads <see cref="Form"/>, with or without <c>/events</c> or <c>/ws</c> behind it.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out WatchTarget? target)
    {
        target = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return false;
        }

        var parts = url.AbsolutePath.Trim('/').Split('/');
        if (parts is not ["v1", "conversations", _] and not ["v1", "conversations", _, "events" or "ws"])
        {
            return false;
        }

        target = new WatchTarget(new Uri(url.GetLeftPart(UriPartial.Authority)), Uri.UnescapeDataString(parts[2]));
        return target.Conversation.Length > 0;
    }
}
