namespace StreamBench.Load.Plans.Files;

/// <summary>Finds the word that somebody meant.</summary>
internal static class Suggestion
{
    private const int LongestWord = 64;

    /// <summary><c> (did you mean "x"?)</c>, or nothing when no word is near.</summary>
    internal static string For(string word, IEnumerable<string> words)
    {
        if (word.Length > LongestWord)
        {
            return "";
        }

        var (distance, nearest) = words
            .Select(candidate => (Distance(word, candidate), candidate))
            .DefaultIfEmpty((int.MaxValue, ""))
            .Min();
        return distance <= Math.Max(1, Math.Min(word.Length, nearest.Length) / 3)
            ? $" (did you mean \"{nearest}\"?)"
            : "";
    }

    // Insertion, deletion and replacement count 1, upper and lower case nothing.
    private static int Distance(string one, string other)
    {
        var above = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var row = new int[other.Length + 1];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + (same ? 0 : 1));
            }

            above = row;
        }

        return above[^1];
    }
}
