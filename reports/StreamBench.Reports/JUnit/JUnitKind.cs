using StreamBench.Conformance.Results;

namespace StreamBench.Reports.JUnit;

/// <summary>The four things that JUnit can say of a test.</summary>
internal enum JUnitKind
{
    Passed,
    Failure,
    Error,
    Skipped,
}

/// <summary>Which of them an outcome is.</summary>
internal static class JUnitKinds
{
    internal static JUnitKind Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Passed or Outcome.Info or Outcome.NonStrict => JUnitKind.Passed,
            Outcome.Failed or Outcome.Flaky or Outcome.Stale => JUnitKind.Failure,
            Outcome.Harness => JUnitKind.Error,
            _ => JUnitKind.Skipped,
        };
}
