namespace StreamBench.Dialects.Losses;

/// <summary>One thing that a dialect cannot express.</summary>
/// <param name="Name">A word or two for tables: <c>agents</c>, <c>text boundaries</c>.</param>
/// <param name="What">What is gone, as a sentence for the dialect's README.</param>
/// <param name="Forget">Removes it from a conversation, and nothing else.</param>
public sealed record Loss(string Name, string What, Action<ContentDocument> Forget);
