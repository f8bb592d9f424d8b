using System.Text.Json;

namespace StreamBench.Conformance.Catalogue;

/// <summary>Members of an enum as files and paths have them: in kebab case.</summary>
public static class Words
{
    /// <summary>All words of an enum.</summary>
    public static IEnumerable<string> Of<T>()
        where T : struct, Enum => Enum.GetNames<T>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    /// <summary>The word for a member.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The member for a word, or null.</summary>
    public static T? Parse<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => Of(value!.Value) == word);
}
