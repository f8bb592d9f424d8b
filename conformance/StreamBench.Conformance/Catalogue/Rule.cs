namespace StreamBench.Conformance.Catalogue;

/// <summary>A sentence of a standard or of the protocol that cases hold clients and servers to.</summary>
/// <param name="Id">Its id, such as <c>cursor-of-whole-events</c>.</param>
/// <param name="Keyword">How binding it is where it is written.</param>
/// <param name="Text">What it demands, in one or two sentences.</param>
/// <param name="Source">Where it is written: document and section.</param>
/// <param name="Excluded">Why no case checks it, or null.</param>
public sealed record Rule(string Id, Level Keyword, string Text, string Source, string? Excluded);
