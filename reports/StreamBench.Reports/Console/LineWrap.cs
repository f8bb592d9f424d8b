namespace StreamBench.Reports.Console;

/// <summary>Breaks a sentence at its blanks.</summary>
internal static class LineWrap
{
    /// <summary>Lines of at most <paramref name="width"/> characters; what follows a longer word stays with it.</summary>
    internal static IEnumerable<string> Of(string text, int width)
    {
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width);
            if (end < 0 || string.IsNullOrWhiteSpace(text[..end]))
            {
                break;
            }

            yield return text[..end].TrimEnd();
            text = text[end..].TrimStart();
        }

        yield return text;
    }
}
