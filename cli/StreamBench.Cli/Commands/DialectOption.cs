using System.CommandLine;

namespace StreamBench.Cli.Commands;

/// <summary><c>--dialect</c>, as every verb of <c>conform</c> has it.</summary>
internal static class DialectOption
{
    internal static Option<string?> Create(string about) =>
        new("--dialect") { Description = about, HelpName = "NAMES" };
}
