namespace StreamBench.Reports.Console;

/// <summary>Breaks a sentence at its blanks.</summary>
internal static class LineWrap
{
    /// <summary>Lines of at most <paramref name="width"/> characters; a longer word stands alone.</summary>
    internal static IEnumerable<string> Of(string text, int width)
    {
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width);
            end = end > 0 ? end : text.IndexOf(' ', StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            yield return text[..end].TrimEnd();
            text = text[end..].TrimStart();
        }

        yield return text;
    }
}
