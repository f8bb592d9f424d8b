namespace StreamBench.Yaml;

/// <summary>A value of a file with the place where it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1, in UTF-16 code units.</param>
public sealed record YamlNode(YamlKind Kind, int Line, int Column)
{
    /// <summary>The text of a scalar; empty for others.</summary>
    public string Text { get; init; } = "";

    /// <summary>True when the scalar stood without quotes, so that <c>12</c> and <c>true</c> mean what JSON means by them.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The elements of a list; none for others.</summary>
    public IReadOnlyList<YamlNode> Items { get; init; } = [];

    /// <summary>The members of a mapping, in order; no key stands twice. None for others.</summary>
    public IReadOnlyList<(YamlNode Key, YamlNode Value)> Members { get; init; } = [];

    /// <summary>True for <c>null</c>, <c>~</c> and an empty value.</summary>
    public bool IsNull => Kind == YamlKind.Scalar && IsPlain && Text is "" or "null" or "~";

    /// <summary>True for a scalar that is not null.</summary>
    public bool IsText => Kind == YamlKind.Scalar && !IsNull;

    /// <summary>The value behind <paramref name="key"/>, or null when the mapping has no such key.</summary>
    public YamlNode? this[string key] => Members.FirstOrDefault(member => member.Key.Text == key).Value;
}

/// <summary>What a node is.</summary>
public enum YamlKind
{
    /// <summary>A text, number, boolean or null.</summary>
    Scalar,

    /// <summary>A sequence of nodes.</summary>
    List,

    /// <summary>Keys and their values.</summary>
    Mapping,
}
