using System.Text.Json;
using StreamBench.Protocol.Events;

namespace StreamBench.Protocol.State;

/// <summary>One item of the conversation as it stands. Changed by the reducer only.</summary>
public sealed class Item
{
    internal Item(string id, string kind, string turn)
    {
        Id = id;
        Kind = kind;
        Turn = turn;
    }

    /// <summary>The server's id.</summary>
    public string Id { get; }

    /// <summary>One of <see cref="ItemKind"/>.</summary>
    public string Kind { get; }

    /// <summary>Id of the turn that opened it.</summary>
    public string Turn { get; }

    /// <summary>Who speaks: <c>assistant</c> by default.</summary>
    public string Role { get; internal set; } = "assistant";

    /// <summary>The agent that speaks, or null.</summary>
    public string? Agent { get; internal set; }

    /// <summary>True when nothing may be appended any more.</summary>
    public bool Closed { get; internal set; }

    /// <summary>Status of a tool or status item: one of <see cref="ItemStatus"/>.</summary>
    public string Status { get; internal set; } = ItemStatus.Pending;

    /// <summary>The text (kinds text and reasoning).</summary>
    public string Text => Body.ToString();

    /// <summary>Name of the tool, or null.</summary>
    public string? Name { get; internal set; }

    /// <summary>The argument text as streamed (kind tool).</summary>
    public string ArgsText => Body.ToString();

    /// <summary>The arguments once complete and parsed, or undefined.</summary>
    public JsonElement Args { get; internal set; }

    /// <summary>The streamed output (kind tool), or null when there was none.</summary>
    public string? Output => OutputBuffer?.ToString();

    /// <summary>The tool's answer, or undefined.</summary>
    public JsonElement Result { get; internal set; }

    /// <summary>What the element is, or null.</summary>
    public string? ElementType { get; internal set; }

    /// <summary>The content (kinds element and data); JSON null until there is one.</summary>
    public JsonElement Value { get; internal set; } = JsonNull;

    /// <summary>What the status says, or null.</summary>
    public string? Label { get; internal set; }

    /// <summary>The agent that gave the turn away (kind handoff), or null.</summary>
    public string? From { get; internal set; }

    /// <summary>The agent that took it (kind handoff), or null.</summary>
    public string? To { get; internal set; }

    /// <summary>Why (kind handoff), or null.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The id the client gave its own message, or null.</summary>
    public string? ClientMessageId { get; internal set; }

    internal static JsonElement JsonNull { get; } = JsonElement.Parse("null"u8);

    /// <summary>Text of a text item, argument text of a tool.</summary>
    internal TextBuffer Body { get; } = new();

    internal TextBuffer? OutputBuffer { get; set; }

    /// <summary>True once the arguments are complete, parsed or not.</summary>
    internal bool ArgsComplete { get; set; }

    /// <summary>What a provisional close changed, to be restored when the server speaks again; or null.</summary>
    internal (bool Closed, string Status)? BeforeSynthesis { get; set; }

    internal Touches Touched;

    internal bool IsText => Kind is ItemKind.Text or ItemKind.Reasoning;

    internal bool IsTool => Kind == ItemKind.Tool;

    internal bool HasValue => Kind is ItemKind.Element or ItemKind.Data;

    /// <summary>Who last changed which part.</summary>
    internal record struct Touches
    {
        internal Touch Opened;
        internal Touch Body;
        internal Touch Status;
        internal Touch Output;
        internal Touch Result;
        internal Touch Value;
        internal Touch Args;
        internal Touch Closed;
    }
}
