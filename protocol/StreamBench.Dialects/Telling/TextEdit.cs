namespace StreamBench.Dialects.Telling;

/// <summary>What a fragment does to its text, in a member <c>edit</c> that a plain append does without.</summary>
internal static class TextEdit
{
    /// <summary>The fragment is the whole text from now on.</summary>
    internal const string Replace = "replace";

    /// <summary>The text is gone.</summary>
    internal const string Remove = "remove";

    /// <summary>True for a word that a reader knows, or none.</summary>
    internal static bool IsKnown(string? edit) => edit is null or Replace or Remove;
}
