using System.Text;

namespace StreamBench.Protocol.Wire;

/// <summary>The ids that a stream names again with every event, each made a string once.</summary>
/// <remarks>
/// A place for each hash, and the newest name in it: bounded, and a stream of a few turns and items finds them all. A name that
/// finds its place taken costs a string, nothing else.
/// </remarks>
internal sealed class KnownNames
{
    private const int Places = 16;

    /// <summary>A longer one is no id that anybody would want to keep.</summary>
    private const int Longest = 128;

    private readonly string?[] names = new string?[Places];

    /// <summary>The name; <paramref name="ascii"/> must be ASCII, as it stands between the quotes of a JSON string without escapes.</summary>
    internal string Of(ReadOnlySpan<byte> ascii)
    {
        ref var known = ref names[Place(ascii)];
        if (known is not null && Ascii.Equals(ascii, known))
        {
            return known;
        }

        var name = Encoding.ASCII.GetString(ascii);
        if (name.Length <= Longest)
        {
            known = name;
        }

        return name;
    }

    // Ids of one stream differ in their last characters.
    private static int Place(ReadOnlySpan<byte> ascii) =>
        ascii switch
        {
            [] => 0,
            [var only] => only % Places,
            [.., var before, var last] => (last + (before * 3) + ascii.Length) % Places,
        };
}
