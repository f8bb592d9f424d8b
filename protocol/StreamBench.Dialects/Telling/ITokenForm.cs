using System.Text.Json;

namespace StreamBench.Dialects.Telling;

/// <summary>How a dialect writes a piece of text, for <see cref="TokenReader{TForm}"/>.</summary>
internal interface ITokenForm
{
    /// <summary>The frame's <c>type</c>.</summary>
    static abstract string Type { get; }

    /// <summary>The member that holds the text.</summary>
    static abstract string TextName { get; }

    /// <summary>Reads the member whose name is at the reader's position, with its value; skips one that tells nothing.</summary>
    static abstract void ReadMember(ref Utf8JsonReader json, ref Fragment token, in KnownNames known);
}
