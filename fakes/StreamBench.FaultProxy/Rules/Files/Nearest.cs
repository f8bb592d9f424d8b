namespace StreamBench.FaultProxy.Rules.Files;

/// <summary>Guesses which word was meant.</summary>
internal static class Nearest
{
    private const int MaxLength = 64;

    /// <summary>A question with the word that was meant, or the list of all words when none is near.</summary>
    public static string Hint(string word, IEnumerable<string> known)
    {
        var words = known.ToArray();
        var best = words.MinBy(candidate => Distance(word, candidate));
        return best is not null && Distance(word, best) <= Math.Max(1, best.Length / 3)
            ? $"did you mean '{best}'?"
            : $"known are {string.Join(", ", words)}";
    }

    /// <summary>Changes of a letter, or of two neighbours, from one word to the other.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > MaxLength)
            return int.MaxValue;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
                rows[i, j] = Cell(rows, a, b, i, j);
        }
        return rows[a.Length, b.Length];
    }

    private static int Cell(int[,] rows, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
            return i + j;
        var change = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]
            ? Math.Min(best, rows[i - 2, j - 2] + 1)
            : best;
    }
}
