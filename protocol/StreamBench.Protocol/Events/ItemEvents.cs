using System.Text.Json;

namespace StreamBench.Protocol.Events;

/// <summary><c>item.open</c>: a new item in the conversation, at the end of the order or right after <see cref="After"/>.</summary>
public sealed record ItemOpen : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ItemOpen;

    /// <summary>One of <see cref="ItemKind"/>; an unknown kind is kept out of state.</summary>
    public required string Kind { get; init; }

    /// <summary>Who speaks; <c>assistant</c> when null.</summary>
    public string? Role { get; init; }

    /// <summary>Id of the item it follows in render order, or null for the end.</summary>
    public string? After { get; init; }

    /// <summary>Name of the tool (kind tool), or null.</summary>
    public string? Name { get; init; }

    /// <summary>What the element is (kind element), or null.</summary>
    public string? ElementType { get; init; }

    /// <summary>First content (kinds element and data), or undefined.</summary>
    public JsonElement Value { get; init; }

    /// <summary>What the status says (kind status), or null.</summary>
    public string? Label { get; init; }

    /// <summary>The id the client gave its own message (role user), so that an optimistic copy merges; or null.</summary>
    public string? ClientMessageId { get; init; }
}

/// <summary><c>text.append</c>: more text for a text or reasoning item.</summary>
public sealed record TextAppend : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.TextAppend;

    /// <summary>The text; may be empty and may end in half a surrogate pair.</summary>
    public required string Text { get; init; }

    /// <summary>Where it belongs, in UTF-16 code units from the start of the item; null appends blindly.</summary>
    public int? Offset { get; init; }
}

/// <summary><c>item.replace</c>: the whole content anew.</summary>
public sealed record ItemReplace : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ItemReplace;

    /// <summary>New text (kinds text and reasoning), or null.</summary>
    public string? Text { get; init; }

    /// <summary>New value (kinds element and data), or undefined.</summary>
    public JsonElement Value { get; init; }
}

/// <summary><c>element.patch</c>: a structured change of an element, all or nothing.</summary>
public sealed record ElementPatch : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ElementPatch;

    /// <summary>An RFC 6902 patch: an array of operations.</summary>
    public required JsonElement Patch { get; init; }
}

/// <summary><c>item.status</c>: a step in the status lattice (kinds tool and status).</summary>
public sealed record ItemStatusChange : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ItemStatus;

    /// <summary>One of <see cref="ItemStatus"/>.</summary>
    public required string Status { get; init; }

    /// <summary>New label of a status item, or null to keep it.</summary>
    public string? Label { get; init; }
}

/// <summary><c>item.close</c>: no more appends; <see cref="Text"/> is the authoritative full text.</summary>
public sealed record ItemClose : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ItemClose;

    /// <summary>The full text, which repairs what went wrong before; or null.</summary>
    public string? Text { get; init; }
}

/// <summary><c>item.remove</c>: gone from the map and the order; its id stays used.</summary>
public sealed record ItemRemove : StreamEvent
{
    /// <inheritdoc/>
    public override string Type => EventTypes.ItemRemove;
}
