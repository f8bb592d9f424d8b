using System.Reflection;
using StreamBench.Conformance.Planning;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace StreamBench.TestKit;

/// <summary>
/// Gives a theory one test for each cell of the catalogue: a case on a transport, with a script and a variant. The test is called by its
/// path, such as <c>RES-004/transport:ws/dialect:streambench/script:S-TOOL</c>, and has the traits <c>path</c>, <c>case</c>,
/// <c>group</c> and <c>transport</c>. A sweep is one test that runs its positions.
/// </summary>
/// <remarks>
/// <code>
/// [Theory, ConformanceCases(Run = "RES-*", Transports = "sse,ws")]
/// public Task Ends_in_the_servers_state(string path) => bench.ShouldPassAsync(path);
///
/// dotnet test --filter "case=RES-004"            (VSTest)
/// dotnet test --filter-trait "case=RES-004"      (Microsoft.Testing.Platform)
/// </code>
/// Discovery starts nothing; a word that is wrong fails it with a message.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ConformanceCasesAttribute : DataAttribute
{
    /// <summary>Patterns of paths, with commas or blanks between them; <c>RES-004/transport:ws/k:13</c> runs that position alone. Default: everything.</summary>
    public string Run { get; set; } = "**";

    /// <summary>Patterns of paths that are left out. Default: none.</summary>
    public string Except { get; set; } = "";

    /// <summary>Transports, with commas between them. Default: all; those that the client does not speak are skipped.</summary>
    public string Transports { get; set; } = "";

    /// <summary>How much of the catalogue: <c>P1</c>, <c>P2</c> or <c>P3</c>, the cases due up to that release. Default <c>P2</c>.</summary>
    public string Suite { get; set; } = "P2";

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    /// <inheritdoc/>
    /// <exception cref="FormatException">A pattern, a transport or the suite is not right, or nothing is selected.</exception>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    )
    {
        var selection = new CellSelection(Run, Except, Transports, Suite);
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([
            .. selection.Paths().Select(cell => RowOf(cell.Path, cell.Run)),
        ]);
    }

    private static TheoryDataRow<string> RowOf(string path, PlannedRun cell) =>
        new(path)
        {
            TestDisplayName = path,
            Label = "", // the name is the path; the argument would only say it again
            Traits = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase)
            {
                ["path"] = [path],
                ["case"] = [cell.Case.Id],
                ["group"] = [cell.Case.Group],
                ["transport"] = [cell.Transport],
            },
        };
}
