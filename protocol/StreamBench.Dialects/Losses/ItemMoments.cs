namespace StreamBench.Dialects.Losses;

/// <summary>The events that made an item what it is, by their seq; the snapshot's, where the conversation was restored from one.</summary>
/// <param name="Opened">Seq of <c>item.open</c>.</param>
/// <param name="Called">Seq of a tool's last <c>tool.args</c> or <c>tool.call</c>; 0 for what is no tool.</param>
public readonly record struct ItemMoments(long Opened, long Called);
