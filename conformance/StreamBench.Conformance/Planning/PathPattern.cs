using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace StreamBench.Conformance.Planning;

/// <summary>
/// Selects runs by their path, on the command line and in a baseline. Upper and lower case are different.
/// </summary>
/// <remarks>
/// <code>
/// path     =  case *( "/" name ":" value )            RES-004/transport:ws/dialect:streambench/k:23
/// pattern  =  first *( "/" part )
/// first    =  glob / "**"                             which case, or which check of it: RES-004, RES-*, RES-013.state, **
/// part     =  name ":" glob                           the path has this component, and its value fits
///          /  "*"                                     the path has one more component
///          /  "**"                                    the path may have more components; it always may, so this only reads well
/// glob     =  text in which each "*" stands for any characters of the component, or none
/// </code>
/// Parts stand in any order, and components that are not named are free: <c>RES-004</c>, <c>RES-004/**</c> and
/// <c>RES-004/k:*/transport:ws</c> all select the path above. Each <c>*</c> needs a component of its own that no other part names:
/// <c>RES-004/*</c> leaves out the bare path <c>RES-004</c>.
/// </remarks>
public sealed record PathPattern
{
    /// <summary>Longest pattern, in characters.</summary>
    public const int MaxLength = 512;

    private readonly string first;
    private readonly ImmutableArray<string> named; // "name:glob"
    private readonly int stars;

    private PathPattern(string text, string first, ImmutableArray<string> named, int stars) =>
        (Text, this.first, this.named, this.stars) = (text, first, named, stars);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>True when it selects single checks (<c>RES-013.state</c>): then it fits paths that begin with a check's id.</summary>
    public bool NamesCheck => first.Contains('.', StringComparison.Ordinal);

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern.</param>
    /// <param name="pattern">The pattern, when this returns true.</param>
    /// <param name="problem">Otherwise what is wrong and what to write instead, in one sentence.</param>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out PathPattern? pattern,
        [NotNullWhen(false)] out string? problem
    )
    {
        ArgumentNullException.ThrowIfNull(text);
        pattern = null;
        var parts = text.Split('/');
        problem =
            ProblemOfText(text)
            ?? ProblemOfFirst(parts[0])
            ?? parts.Skip(1).Select(ProblemOfPart).FirstOrDefault(found => found is not null);
        if (problem is not null)
        {
            return false;
        }

        ImmutableArray<string> components =
        [
            .. parts.Skip(1).Where(part => part.Contains(':', StringComparison.Ordinal)),
        ];
        var twice = components.GroupBy(NameOf, StringComparer.Ordinal).FirstOrDefault(name => name.Count() > 1);
        if (twice is not null)
        {
            problem = $"\"{twice.Key}\" is named twice, and a path has each component once; write two patterns";
            return false;
        }

        pattern = new PathPattern(
            text,
            parts[0] == "**" ? "*" : parts[0],
            components,
            parts.Skip(1).Count(part => part == "*")
        );
        return true;
    }

    /// <summary>Whether it selects <paramref name="path"/>.</summary>
    public bool Matches(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var rest = path.AsSpan();
        if (!Glob.Fits(first, Next(ref rest)))
        {
            return false;
        }

        var (components, found) = (0, 0);
        while (!rest.IsEmpty)
        {
            var component = Next(ref rest);
            components++;
            if (PartFor(component) is { } part)
            {
                if (!Glob.Fits(part, component))
                {
                    return false;
                }

                found++;
            }
        }

        return found == named.Length && components - found >= stars;
    }

    /// <summary>Whether it may select runs of the case with this id, or checks of it.</summary>
    public bool MatchesCase(string id) => Glob.Fits(first.Split('.')[0], id);

    /// <summary>Whether it says something of this component, such as <c>k</c>.</summary>
    public bool Names(string component) => named.Any(part => NameOf(part) == component);

    /// <inheritdoc />
    public bool Equals(PathPattern? other) => other is not null && Text == other.Text;

    /// <inheritdoc />
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Text;

    private static string? ProblemOfText(string text) =>
        text switch
        {
            "" => "the pattern is empty; write ** for everything",
            { Length: > MaxLength } => $"the pattern is longer than {MaxLength} characters",
            _ when text.Any(letter =>
                    char.IsControl(letter) || char.IsWhiteSpace(letter) || char.IsSurrogate(letter)
                ) => "there is a blank or an unprintable character in the pattern",
            _ when text.Split('/').Contains("", StringComparer.Ordinal) => "there is nothing on one side of a /",
            _ when text.Split('/').Any(part => part != "**" && part.Contains("**", StringComparison.Ordinal)) =>
                "** stands alone between two /; within a component write *",
            _ => null,
        };

    private static string? ProblemOfFirst(string part) =>
        part.Contains(':', StringComparison.Ordinal)
            ? $"the first component is a case; write **/{part} for any case"
            : null;

    private static string? ProblemOfPart(string part) =>
        part switch
        {
            "*" or "**" => null,
            _ when !part.Contains(':', StringComparison.Ordinal) =>
                $"\"{part}\" has no name; write name:value, such as transport:ws",
            _ when NameOf(part) is "" || part[^1] == ':' =>
                $"\"{part}\" lacks a name or a value; write name:value, such as k:13",
            _ when NameOf(part).Contains('*', StringComparison.Ordinal) =>
                $"the name in \"{part}\" must be written out; * may stand in the value",
            _ => null,
        };

    private static string NameOf(string part) => part[..part.IndexOf(':', StringComparison.Ordinal)];

    private string? PartFor(ReadOnlySpan<char> component)
    {
        var name = component[..(component.IndexOf(':') + 1)];
        foreach (var part in named)
        {
            if (!name.IsEmpty && part.StartsWith(name, StringComparison.Ordinal))
            {
                return part;
            }
        }

        return null;
    }

    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('/');
        var component = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return component;
    }
}
