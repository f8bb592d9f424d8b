using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StreamBench.Load.Asking;

/// <summary>
/// A UUID for each stream of a run, the same when it comes back: for servers that remember how far they have written to whom.
/// The run decides its first four groups, the stream's number is the last.
/// </summary>
internal sealed class ClientIds
{
    /// <summary>Stands in the place of the number, until a template's placeholder does.</summary>
    private const string Mark = "5eed5eed5eed";

    private readonly string run;

    /// <summary>Makes the ids of a run.</summary>
    /// <param name="conversations">What the ids of its conversations begin with; another run's begin otherwise.</param>
    internal ClientIds(string conversations)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversations)));
        run = $"{hash[..8]}-{hash[8..12]}-8{hash[12..15]}-a{hash[15..18]}-"; // RFC 9562 §5.8: version 8 is free to use
    }

    /// <summary>The id that <see cref="Templated"/> turns into one for each stream.</summary>
    internal Guid Any => Guid.ParseExact(run + Mark, "D");

    /// <summary>The id of one stream.</summary>
    internal Guid Of(long number) => Guid.ParseExact(run + number.ToString("x12", CultureInfo.InvariantCulture), "D");

    /// <summary>A text with <see cref="Any"/> in it as a template.</summary>
    internal static string Templated(string text) => text.Replace(Mark, "{{hex}}", StringComparison.Ordinal);
}
