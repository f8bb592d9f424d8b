namespace StreamBench.Dialects;

/// <summary>One row of a dialect's mapping table.</summary>
/// <param name="Event">The canonical event, or several: <c>item.open</c> (tool), <c>tool.args</c>, <c>tool.call</c>.</param>
/// <param name="Wire">What is written for it; "nothing" where that is so.</param>
/// <param name="Note">What a reader should know besides, or null.</param>
public sealed record Mapping(string Event, string Wire, string? Note = null);
