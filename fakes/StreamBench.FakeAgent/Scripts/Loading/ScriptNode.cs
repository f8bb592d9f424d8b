namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>A value of a script file with the place where it stands.</summary>
internal sealed record ScriptNode(ScriptNodeKind Kind, int Line, int Column)
{
    /// <summary>The text of a scalar.</summary>
    internal string Text { get; init; } = "";

    /// <summary>True when the scalar stood without quotes, so that <c>12</c> and <c>true</c> mean what JSON means by them.</summary>
    internal bool IsPlain { get; init; }

    /// <summary>The elements of a list.</summary>
    internal IReadOnlyList<ScriptNode> Items { get; init; } = [];

    /// <summary>The members of a mapping, in order; no key stands twice.</summary>
    internal IReadOnlyList<(ScriptNode Key, ScriptNode Value)> Members { get; init; } = [];

    internal bool IsNull => Kind == ScriptNodeKind.Scalar && IsPlain && Text is "" or "null" or "~";

    internal ScriptNode? this[string key] => Members.FirstOrDefault(member => member.Key.Text == key).Value;
}

internal enum ScriptNodeKind
{
    Scalar,
    List,
    Mapping,
}
