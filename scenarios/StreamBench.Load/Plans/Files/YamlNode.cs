namespace StreamBench.Load.Plans.Files;

/// <summary>A value of a plan file with the place where it stands.</summary>
internal sealed record YamlNode(YamlKind Kind, int Line, int Column)
{
    /// <summary>The text of a scalar.</summary>
    internal string Text { get; init; } = "";

    /// <summary>True when the scalar stood without quotes.</summary>
    internal bool IsPlain { get; init; }

    /// <summary>The elements of a list.</summary>
    internal IReadOnlyList<YamlNode> Items { get; init; } = [];

    /// <summary>The members of a mapping, in order; no key stands twice.</summary>
    internal IReadOnlyList<(YamlNode Key, YamlNode Value)> Members { get; init; } = [];

    internal bool IsText => Kind == YamlKind.Scalar && !(IsPlain && Text is "" or "null" or "~");

    internal YamlNode? this[string key] => Members.FirstOrDefault(member => member.Key.Text == key).Value;
}

internal enum YamlKind
{
    Scalar,
    List,
    Mapping,
}
