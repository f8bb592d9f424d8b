namespace StreamBench.FakeAgent.Scripts.Loading;

/// <summary>Finds the word that somebody meant.</summary>
internal static class Suggestion
{
    /// <summary><c> (did you mean "x"?)</c>, or nothing when no word is near.</summary>
    internal static string For(string word, IEnumerable<string> words)
    {
        var (nearest, distance) = words
            .Select(candidate => (candidate, Distance(word, candidate)))
            .OrderBy(pair => pair.Item2)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault(("", int.MaxValue));
        return distance <= Math.Max(1, Math.Min(word.Length, nearest.Length) / 3)
            ? $" (did you mean \"{nearest}\"?)"
            : "";
    }

    // Optimal string alignment: one insertion, deletion, replacement or swap of neighbours counts 1.
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 8)
        {
            return int.MaxValue;
        }

        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                rows[i, j] =
                    i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(
                        Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1,
                        rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)
                    );
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
