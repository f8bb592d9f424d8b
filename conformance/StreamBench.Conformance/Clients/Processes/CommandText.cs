using System.Collections.Immutable;
using System.Text;

namespace StreamBench.Conformance.Clients.Processes;

/// <summary>Splits a command into its program and arguments as a POSIX shell would, but knows nothing else of shells: no variables, no pipes.</summary>
/// <remarks>
/// Blanks separate. <c>'…'</c> is taken as it stands; in <c>"…"</c> only <c>\"</c> and <c>\\</c> are escapes. Elsewhere a backslash is a
/// backslash, so that Windows paths survive.
/// </remarks>
internal static class CommandText
{
    /// <summary>Program and arguments; never empty.</summary>
    /// <exception cref="FormatException">A quote is not closed, or there is no program.</exception>
    internal static ImmutableArray<string> Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var isInWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'' or '"':
                    isInWord = true;
                    i = TakeQuoted(text, i, word);
                    break;
                case ' ' or '\t':
                    Flush();
                    break;
                default:
                    isInWord = true;
                    word.Append(text[i]);
                    break;
            }
        }

        Flush();
        return words.Count > 0 && words[0].Length > 0
            ? words.ToImmutable()
            : throw new FormatException("the command is empty; name a program, such as cmd:node my-client.mjs");

        void Flush()
        {
            if (isInWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            isInWord = false;
        }
    }

    // Answers the place of the closing quote.
    private static int TakeQuoted(string text, int open, StringBuilder word)
    {
        var quote = text[open];
        for (var i = open + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return i;
            }

            var isEscape = quote == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\';
            word.Append(text[isEscape ? ++i : i]);
        }

        throw new FormatException($"the quote {quote} at character {open + 1} of the command is not closed: {text}");
    }
}
