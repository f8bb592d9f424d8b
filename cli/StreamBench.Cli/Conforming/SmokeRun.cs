using StreamBench.Conformance.Clients;

namespace StreamBench.Cli.Conforming;

/// <summary>Six tiny exchanges that speak about an adapter before its client is judged.</summary>
internal sealed class SmokeRun(TextWriter output, TextWriter error)
{
    /// <summary>Runs them, and answers the exit code.</summary>
    /// <param name="text">The client, as <c>--client</c> names it.</param>
    /// <param name="cancellation">Gives up.</param>
    internal Task<int> RunAsync(string text, CancellationToken cancellation) =>
        Attempt.OfAsync(
            async () =>
            {
                await using var client = ClientSpec.Parse(text).Create();
                var findings = await SmokeTest.RunAsync(client, cancellation);
                foreach (var finding in findings)
                {
                    await output.WriteLineAsync(
                        finding.Trouble is { } trouble
                            ? $"✗ {finding.Exchange, -9}{Printable.Of(trouble)}"
                            : $"✓ {finding.Exchange}"
                    );
                }

                return await ConcludeAsync(findings.Count(finding => !finding.IsGood), findings.Length == 1);
            },
            error,
            cancellation
        );

    private async Task<int> ConcludeAsync(int troubles, bool isNotStarted)
    {
        await output.WriteLineAsync(
            troubles == 0
                ? "The adapter speaks well; now streambench conform --client judges the client."
                : "Mend the adapter first: of its client nothing can be said yet."
        );
        return troubles == 0 ? ExitCode.AsExpected
            : isNotStarted ? ExitCode.Harness
            : ExitCode.CheckFailed;
    }
}
