using System.Collections.Immutable;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Speech;

namespace StreamBench.Conformance.Clients.Wire;

/// <summary>What a schema cannot say of an introduction: the words have to be ours, or cases would silently not be run.</summary>
internal static class IntroductionCheck
{
    /// <summary>Returns the introduction, which is then sound and complete.</summary>
    /// <exception cref="ClientUnavailableException">A word is unknown, or a list is empty.</exception>
    internal static ClientIntroduction Checked(this ClientIntroduction introduction)
    {
        CheckWords("capabilities", introduction.Capabilities, [.. Capabilities.All.Keys]);
        CheckWords("transports", introduction.Transports, [.. Spoken.Transports]);

        // The generated reader sets members that were absent to nothing, not to the record's own defaults.
        ImmutableArray<string> dialects = introduction.Dialects.IsDefault ? ["streambench/1"] : introduction.Dialects;
        CheckWords("dialects", dialects, [.. Spoken.Dialects]);
        return introduction with { Dialects = dialects, MaxConcurrency = Math.Max(1, introduction.MaxConcurrency) };
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
