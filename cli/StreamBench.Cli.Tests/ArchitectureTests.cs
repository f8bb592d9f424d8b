using System.Xml.Linq;

namespace StreamBench.Cli.Tests;

/// <summary>Who may reference whom. Arrows point down this table only.</summary>
public class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["StreamBench.Yaml"] = [],
        ["StreamBench.Protocol"] = [],
        ["StreamBench.Dialects"] = ["StreamBench.Protocol"],
        ["StreamBench.Transports"] = ["StreamBench.Protocol"],
        ["StreamBench.FakeAgent"] = ["StreamBench.Protocol", "StreamBench.Dialects", "StreamBench.Yaml"],
        ["StreamBench.FaultProxy"] = [],
        ["StreamBench.Conformance"] =
        [
            "StreamBench.Protocol",
            "StreamBench.Dialects",
            "StreamBench.Transports",
            "StreamBench.Yaml",
            "StreamBench.FakeAgent",
            "StreamBench.FaultProxy",
        ],
        ["StreamBench.TestKit"] = ["StreamBench.Conformance"],
        ["StreamBench.Load"] =
        [
            "StreamBench.Protocol",
            "StreamBench.Dialects",
            "StreamBench.Transports",
            "StreamBench.Yaml",
        ],
        ["StreamBench.Reports"] = ["StreamBench.Conformance"],
    };

    [Fact]
    public void Projects_reference_only_what_lies_below_them()
    {
        var projects = Directory
            .EnumerateFiles(Repository.Root, "StreamBench.*.csproj", SearchOption.AllDirectories)
            .Where(file => Allowed.ContainsKey(Path.GetFileNameWithoutExtension(file)))
            .ToArray();

        projects.Select(Path.GetFileNameWithoutExtension).ShouldBe(Allowed.Keys, ignoreOrder: true);
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            References(project).Except(Allowed[name], StringComparer.Ordinal).ShouldBeEmpty(name);
        }
    }

    private static IEnumerable<string> References(string project) =>
        XDocument
            .Load(project)
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
}
