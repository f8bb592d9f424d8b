using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>What a schema cannot say of an introduction: the words have to be ours, or cases would silently not be run.</summary>
internal static class IntroductionCheck
{
    private static readonly string[] Transports = ["sse", "ndjson", "lp", "ws", "grpc"];

    /// <summary>Returns the introduction, which is then sound and complete.</summary>
    /// <exception cref="ClientUnavailableException">A word is unknown, or a list is empty.</exception>
    internal static ClientIntroduction Checked(this ClientIntroduction introduction)
    {
        CheckWords("capabilities", introduction.Capabilities, [.. Capabilities.All.Keys]);
        CheckWords("transports", introduction.Transports, Transports);

        // The generated reader sets members that were absent to nothing, not to the record's own defaults.
        return introduction with
        {
            Dialects = introduction.Dialects.IsDefault ? ["streambench/1"] : introduction.Dialects,
            MaxConcurrency = Math.Max(1, introduction.MaxConcurrency),
        };
    }

    private static void CheckWords(string member, IReadOnlyList<string> words, string[] known)
    {
        if (words.Count == 0)
        {
            throw new ClientUnavailableException(
                $"$.{member}: the list is empty, so no case can be run; choose from {string.Join(", ", known)}"
            );
        }

        for (var i = 0; i < words.Count; i++)
        {
            if (!known.Contains(words[i], StringComparer.Ordinal))
            {
                throw new ClientUnavailableException(
                    $"$.{member}[{i}]: \"{words[i]}\" is not known; choose from {string.Join(", ", known)}"
                );
            }
        }
    }
}
