using System.Collections.Immutable;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Catalogue;

/// <summary>The rules that cases stand for, in the order of their ids.</summary>
public sealed class RuleBook
{
    private const string File = "rules.yaml";

    private readonly ImmutableSortedDictionary<string, Rule> byId;

    private RuleBook(ImmutableArray<Rule> rules)
    {
        Rules = rules;
        byId = rules.ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal);
    }

    /// <summary>The rules that travel with the tool (<c>conformance/rules.yaml</c>).</summary>
    public static RuleBook Shipped => Ship.Value;

    /// <summary>The rules.</summary>
    public ImmutableArray<Rule> Rules { get; }

    private static Lazy<RuleBook> Ship { get; } = new(LoadShipped);

    /// <summary>The rule of that id, or null.</summary>
    public Rule? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Reads a file of rules.</summary>
    /// <param name="text">The file.</param>
    /// <param name="name">Its name in problems.</param>
    /// <returns>The rules, or what is wrong, by file, line and column.</returns>
    public static (RuleBook? Book, ImmutableArray<FileProblem> Problems) Read(string text, string name)
    {
        var file = YamlFile.Parse(text, name, RuleBookFile.Kind);
        var rules = RuleBookFile.Read(file);
        ImmutableArray<FileProblem> problems = [.. file.Problems.InOrder];
        return problems.Any(problem => !problem.IsWarning) ? (null, problems) : (new RuleBook(rules), []);
    }

    private static RuleBook LoadShipped()
    {
        using var reader = new StreamReader(typeof(RuleBook).Assembly.GetManifestResourceStream(File)!);
        var (book, problems) = Read(reader.ReadToEnd(), File);
        return book ?? throw new InvalidDataException(string.Join(Environment.NewLine, problems));
    }
}
