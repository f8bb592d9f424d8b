using System.Collections.Concurrent;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Reference;

namespace StreamBench.Conformance.Running;

/// <summary>Measures how many bytes the first response of an undisturbed run has, by letting the reference client read it once.</summary>
/// <param name="bench">The servers.</param>
/// <param name="settings">How patient to be.</param>
public sealed class BodySize(Bench bench, RunSettings settings)
{
    private readonly ConcurrentDictionary<(string Script, string Transport, string Dialect), Lazy<Task<int>>> known =
        new();

    /// <summary>The bytes in front of the last event of the first response, with the script of a cell, on its transport and in its dialect.</summary>
    public Task<int> OfAsync(PlannedRun cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return known
            .GetOrAdd(
                (cell.Script, cell.Transport, cell.Dialect),
                key => new(() => MeasureAsync(key.Script, key.Transport, key.Dialect))
            )
            .Value;
    }

    private async Task<int> MeasureAsync(string script, string transport, string dialect)
    {
        var cut = YamlRules("- { at: { connection: 1, before: end }, do: cut }");
        var run = new PlannedRun
        {
            Case = new Case
            {
                Id = "HAR-001",
                Title = "measure a response",
                Level = Level.Info,
                Phase = 1,
                Needs = [],
                Transports = [transport],
                Scripts = [script],
                Variants = [],
                Rule = "none",
            },
            Variant = new Variant(null, new Setup { Proxy = cut }),
            Transport = transport,
            Dialect = dialect,
            Script = script,
            Seed = 1,
        };
        await using var reader = new ReferenceUnderTest();
        var id = $"measure-{script}-{transport}-{dialect}".ToLowerInvariant();
        var evidence = await new CaseRun(bench, reader, settings).PlayAsync(run, id, CancellationToken.None);
        return (int)evidence.Faults.Select(fault => fault.Offset).DefaultIfEmpty(1).Max();
    }

    private static System.Text.Json.Nodes.JsonNode? YamlRules(string yaml) =>
        YamlJson.Of(StreamBench.Yaml.YamlFile.Parse(yaml, "rules", CaseFile.Kind).Root!);
}
