namespace StreamBench.Yaml;

/// <summary>What a kind of file is called in problems, and how large it may be. Each bound is a stated problem, never an exception.</summary>
public sealed record FileKind
{
    /// <summary>Its name after "a": <c>script</c>, <c>plan</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its first line, for those who give an empty file: <c>streambench: 1</c>.</summary>
    public required string FirstLine { get; init; }

    /// <summary>What to say about anchors and aliases, which are refused: a file means what stands in it, and cannot grow when it is read.</summary>
    public string? NoAnchors { get; init; }

    /// <summary>Largest file, in bytes of UTF-8: 4 MiB.</summary>
    public int MaxBytes { get; init; } = 4 << 20;

    /// <summary>Deepest nesting, in levels: 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most scalars, lists and mappings, keys counted: a million, which is some 100 MB of memory.</summary>
    public int MaxNodes { get; init; } = 1_000_000;
}
