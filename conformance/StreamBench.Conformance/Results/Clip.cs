namespace StreamBench.Conformance.Results;

/// <summary>Cuts what is too long for its place, and says how much was cut.</summary>
public static class Clip
{
    /// <summary><paramref name="text"/>, or its beginning and its end with the number of characters between them that were cut.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">How many characters of it to keep; the note comes on top. At least 2.</param>
    public static string Middle(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        if (text.Length <= most)
        {
            return text;
        }

        var head = most * 2 / 3;
        var tail = text.Length - (most - head);
        // Half of a pair would be no character.
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return $"{text.AsSpan(0, head)} …[{tail - head:N0} characters cut]… {text.AsSpan(tail)}";
    }

    /// <summary>The first <paramref name="most"/> of <paramref name="items"/>, and <paramref name="note"/> of how many were cut, when any were.</summary>
    public static IEnumerable<T> Tail<T>(IReadOnlyCollection<T> items, int most, Func<int, T> note)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(note);
        return items.Count <= most ? items : items.Take(most).Append(note(items.Count - most));
    }
}
