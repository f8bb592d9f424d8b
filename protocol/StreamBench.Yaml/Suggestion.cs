namespace StreamBench.Yaml;

/// <summary>Finds the word that somebody meant.</summary>
public static class Suggestion
{
    private const int LongestWord = 64;

    /// <summary><c> (did you mean "x"?)</c>, or nothing when no word is near.</summary>
    public static string For(string word, IEnumerable<string> words)
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

    // Optimal string alignment: insertion, deletion, replacement and a swap of neighbours count 1, upper and lower case nothing.
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Shortest(rows, i, j, one, other);
            }
        }

        return rows[one.Length, other.Length];
    }

    private static int Shortest(int[,] rows, int i, int j, string one, string other)
    {
        var replaced = rows[i - 1, j - 1] + (Same(one[i - 1], other[j - 1]) ? 0 : 1);
        var shortest = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        var swapped = i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1]);
        return swapped ? Math.Min(shortest, rows[i - 2, j - 2] + 1) : shortest;
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
