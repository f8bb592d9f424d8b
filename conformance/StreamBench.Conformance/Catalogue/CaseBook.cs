using System.Collections.Immutable;
using System.Reflection;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Catalogue;

/// <summary>All cases, in the order of their groups and ids.</summary>
public sealed class CaseBook
{
    private const string Folder = "catalogue/";

    private readonly ImmutableSortedDictionary<string, Case> byId;

    private CaseBook(IEnumerable<Case> cases)
    {
        Cases = [.. cases];
        byId = Cases.ToImmutableSortedDictionary(c => c.Id, c => c, StringComparer.Ordinal);
    }

    /// <summary>The cases that travel with the tool (<c>conformance/catalogue/</c>).</summary>
    public static CaseBook Shipped => Ship.Value;

    /// <summary>The cases.</summary>
    public ImmutableArray<Case> Cases { get; }

    private static Lazy<CaseBook> Ship { get; } = new(LoadShipped);

    /// <summary>The case of that id, or null.</summary>
    public Case? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>A book of what <paramref name="keep"/> makes of each case; a case for which it answers null is left out.</summary>
    internal CaseBook Select(Func<Case, Case?> keep) => new(Cases.Select(keep).OfType<Case>());

    /// <summary>Reads files of cases: the shipped ones, or somebody's own.</summary>
    /// <param name="files">Text and name of each file.</param>
    /// <returns>The book, or what is wrong, by file, line and column.</returns>
    public static (CaseBook? Book, ImmutableArray<FileProblem> Problems) Read(
        IEnumerable<(string Text, string Name)> files
    )
    {
        var (cases, problems) = (new List<Case>(), new List<FileProblem>());
        foreach (var (text, name) in files)
        {
            var file = YamlFile.Parse(text, name, CaseFile.Kind);
            var read = CaseFile.Read(file);
            foreach (var (one, place) in read)
            {
                if (cases.Exists(other => other.Id == one.Id))
                {
                    file.Problems.Error(place, $"case \"{one.Id}\" stands twice; ids are never used again");
                }

                cases.Add(one);
            }

            problems.AddRange(file.Problems.InOrder);
        }

        return problems.Exists(problem => !problem.IsWarning) ? (null, [.. problems]) : (new CaseBook(cases), []);
    }

    private static CaseBook LoadShipped()
    {
        var home = typeof(CaseBook).Assembly;
        var files = home.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (ReadText(home, name), name));
        var (book, problems) = Read(files);
        return book ?? throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }

    private static string ReadText(Assembly home, string name)
    {
        using var reader = new StreamReader(home.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
