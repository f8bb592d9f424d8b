using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace StreamBench.Conformance.Results;

/// <summary>Writes JSON in which letters of every script stay letters, and what HTML, a terminal or a reader's eye would obey is escaped.</summary>
public static class VisibleEncoder
{
    /// <summary>The encoder. Escaped: markup, control characters, line separators, and marks that turn the direction of text or hide in it.</summary>
    public static JavaScriptEncoder Instance { get; } = Make();

    private static JavaScriptEncoder Make()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        for (var letter = 0; letter <= char.MaxValue; letter++)
        {
            if (CharUnicodeInfo.GetUnicodeCategory((char)letter) is UnicodeCategory.Format)
            {
                settings.ForbidCharacter((char)letter);
            }
        }

        return JavaScriptEncoder.Create(settings);
    }
}
