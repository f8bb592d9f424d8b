using System.Text.Json;
using StreamBench.Protocol.Json;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Equality;

/// <summary>Where two conversations differ, by JSON pointer into their content (protocol §4).</summary>
public static class StateDiff
{
    /// <summary>Most differences reported by one comparison.</summary>
    public const int MaxDifferences = 100;

    /// <summary>Compares two folded conversations; empty when their contents are equal.</summary>
    public static IReadOnlyList<Difference> Compare(ConversationState expected, ConversationState actual) =>
        Compare(expected, StateContent.ToJson(actual));

    /// <summary>Compares a folded conversation with content that someone else reported.</summary>
    /// <param name="expected">The conversation as it should be; its events are named in the differences.</param>
    /// <param name="actual"><c>content(state)</c> as a JSON value; ids may be anybody's own when they are renamed already.</param>
    public static IReadOnlyList<Difference> Compare(ConversationState expected, JsonElement actual) =>
        Compare(StateContent.ToJson(expected), actual, expected);

    /// <summary>Compares two contents.</summary>
    /// <param name="expected">As it should be.</param>
    /// <param name="actual">As it is.</param>
    /// <param name="conversation">
    /// The conversation of which <paramref name="expected"/> is the whole content, to name its events in the differences; null when it is
    /// only what is left of one.
    /// </param>
    public static IReadOnlyList<Difference> Compare(
        JsonElement expected,
        JsonElement actual,
        ConversationState? conversation
    )
    {
        var differences = new List<Difference>();
        Walk("", expected, actual, conversation, differences);
        return differences;
    }

    private static void Walk(
        string pointer,
        JsonElement expected,
        JsonElement actual,
        ConversationState? state,
        List<Difference> found
    )
    {
        if (found.Count == MaxDifferences)
        {
            return;
        }

        if (expected.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in expected.EnumerateObject())
            {
                Walk(JsonPointer.Append(pointer, member.Name), member.Value, actual.Member(member.Name), state, found);
            }

            foreach (var extra in actual.EnumerateObject().Where(m => !expected.Member(m.Name).IsPresent))
            {
                Walk(JsonPointer.Append(pointer, extra.Name), default, extra.Value, state, found);
            }
        }
        else if (expected.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array)
        {
            var longest = Math.Max(expected.GetArrayLength(), actual.GetArrayLength());
            for (var i = 0; i < longest; i++)
            {
                Walk(JsonPointer.Append(pointer, i), At(expected, i), At(actual, i), state, found);
            }
        }
        else if (!CanonicalJson.AreEqual(expected, actual))
        {
            var touched = state is null ? null : Provenance.Of(state, pointer);
            found.Add(new Difference(pointer, expected, actual, touched));
        }
    }

    private static JsonElement At(JsonElement array, int index) =>
        index < array.GetArrayLength() ? array[index] : default;
}
