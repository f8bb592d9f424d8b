using System.Text.Json;

namespace StreamBench.Protocol.State;

/// <summary>A decision that a person has to take or has taken. Changed by the reducer only.</summary>
public sealed class Approval
{
    internal Approval(string id, string? item, string prompt)
    {
        Id = id;
        Item = item;
        Prompt = prompt;
    }

    /// <summary>The server's id.</summary>
    public string Id { get; }

    /// <summary>Id of the item that waits, or null.</summary>
    public string? Item { get; }

    /// <summary>The question.</summary>
    public string Prompt { get; }

    /// <summary>One of <see cref="Events.Decisions"/>, or null while pending.</summary>
    public string? Decision { get; internal set; }

    /// <summary>The arguments as the person changed them, or undefined.</summary>
    public JsonElement EditedArgs { get; internal set; }

    /// <summary>The answers on offer, or undefined.</summary>
    public JsonElement Options { get; internal set; }

    /// <summary>When the server stops waiting, in Unix milliseconds; or null.</summary>
    public long? ExpiresAt { get; internal set; }

    internal Touch Requested { get; set; }

    internal Touch Decided { get; set; }
}
