using System.Collections.Immutable;
using StreamBench.Yaml;

namespace StreamBench.Conformance.Servers.Cases;

/// <summary>All cases for servers, in the order of their ids.</summary>
public sealed class ServerCaseBook
{
    private const string Folder = "server-catalogue/";

    private ServerCaseBook(ImmutableArray<ServerCase> cases) => Cases = cases;

    /// <summary>The cases that travel with the tool (<c>conformance/catalogue/servers/</c>).</summary>
    public static ServerCaseBook Shipped => Ship.Value;

    /// <summary>The cases.</summary>
    public ImmutableArray<ServerCase> Cases { get; }

    private static Lazy<ServerCaseBook> Ship { get; } = new(LoadShipped);

    /// <summary>The case of that id, or null.</summary>
    public ServerCase? Find(string id) => Cases.FirstOrDefault(one => one.Id == id);

    private static ServerCaseBook LoadShipped()
    {
        var home = typeof(ServerCaseBook).Assembly;
        var cases = ImmutableArray.CreateBuilder<ServerCase>();
        foreach (var name in home.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(home.GetManifestResourceStream(name)!);
            var file = YamlFile.Parse(reader.ReadToEnd(), name, ServerCaseFile.Kind);
            cases.AddRange(ServerCaseFile.Read(file));
            if (file.Problems.InOrder.Any(problem => !problem.IsWarning))
            {
                throw new InvalidDataException(string.Join(Environment.NewLine, file.Problems.InOrder));
            }
        }

        return new ServerCaseBook([.. cases.OrderBy(one => one.Id, StringComparer.Ordinal)]);
    }
}
