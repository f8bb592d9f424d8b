namespace StreamBench.Conformance.Planning;

/// <summary>Text with <c>*</c> for any characters, or none.</summary>
internal static class Glob
{
    /// <summary>Whether all of <paramref name="text"/> fits. Time grows with the product of the lengths at most; nothing is allocated.</summary>
    internal static bool Fits(ReadOnlySpan<char> glob, ReadOnlySpan<char> text)
    {
        var (g, t) = (0, 0);
        var (star, after) = (-1, 0); // the last star, and where the text after it was tried last
        while (t < text.Length)
        {
            if (g < glob.Length && glob[g] == '*')
            {
                (star, after) = (g++, t);
            }
            else if (g < glob.Length && glob[g] == text[t])
            {
                (g, t) = (g + 1, t + 1);
            }
            else if (star >= 0)
            {
                (g, t) = (star + 1, ++after); // the star takes one character more
            }
            else
            {
                return false;
            }
        }

        return !glob[g..].ContainsAnyExcept('*');
    }
}
