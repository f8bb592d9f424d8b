using StreamBench.Conformance.Baselines;
using StreamBench.Conformance.Results;
using static StreamBench.Conformance.Tests.Results.SampleRuns;

namespace StreamBench.Conformance.Tests.Baselines;

public class BaselineUpdateTests
{
    private const string Old = """
        # Ours, looked at every Monday.
        client: mine

        known-failing:
          # fixed, it seems
          - case: RES-001
            issue: https://example.org/1
          # waits for the new parser
          - case: RES-002    # all transports
            until: 2026-12-31
          - case: RES-003
        # these depend on the machine
        known-flaky:
          - case: TPT-010/**

        """;

    [Fact]
    public void What_passes_goes_and_what_fails_comes_and_comments_stay() =>
        Update(
                Old,
                Run("RES-001/transport:ws", Verdict.Pass),
                Run("RES-002/transport:ws", Verdict.Fail),
                Run("RES-009/transport:ws/k:1", Verdict.Fail),
                Run("RES-009/transport:ws/k:2", Verdict.Pass),
                Run("RES-010/transport:ws", Verdict.Pass, Standing.Flaky),
                Run("RES-011/transport:ws", Verdict.Harness)
            )
            .ShouldBe(
                """
                # Ours, looked at every Monday.
                client: mine

                known-failing:
                  # waits for the new parser
                  - case: RES-002    # all transports
                    until: 2026-12-31
                  - case: RES-003
                  - case: RES-009/transport:ws
                # these depend on the machine
                known-flaky:
                  - case: TPT-010/**
                  - case: RES-010/transport:ws

                """
            );

    [Fact]
    public void Entry_that_is_too_wide_is_narrowed_with_its_issue() =>
        Update(
                "client: mine\nknown-failing:\n  - case: RES-001\n    issue: i7\n    until: 2027-01-01\n",
                Run("RES-001/transport:ws", Verdict.Pass),
                Run("RES-001/transport:sse", Verdict.Fail)
            )
            .ShouldBe(
                "client: mine\nknown-failing:\n  - case: RES-001/transport:sse\n    issue: i7\n    until: 2027-01-01\n"
            );

    [Fact]
    public void New_entry_does_not_overlap_an_old_one()
    {
        var check = Check("RES-001.state", Verdict.Fail);
        var text = Update(
            "client: mine\nknown-failing:\n  - case: RES-001/k:1\n  - case: RES-002.state\n",
            Run("RES-001/k:1", Verdict.Fail),
            Run("RES-001/k:2", Verdict.Fail),
            Run("RES-002", Verdict.Fail) with
            {
                Checks = [check with { Id = "RES-002.state" }, check with { Id = "RES-002.cursor" }],
            }
        );

        text.ShouldBe(
            "client: mine\nknown-failing:\n  - case: RES-001/k:1\n  - case: RES-002.state\n  - case: RES-001/k:2\n  - case: RES-002.cursor\n"
        );
    }

    [Fact]
    public void Expired_entry_stays_as_it_is()
    {
        const string Expired = "client: mine\nknown-failing:\n  - case: RES-001\n    until: 2020-01-01\n";

        Update(Expired, Run("RES-001/transport:ws", Verdict.Fail)).ShouldBe(Expired);
    }

    [Fact]
    public void File_that_is_not_there_is_begun() =>
        Update("", Run("RES-001/transport:ws", Verdict.Fail))
            .ShouldBe("client: mine\nknown-failing:\n  - case: RES-001/transport:ws\n");

    [Fact]
    public void File_in_another_style_is_written_anew() =>
        Update(
                """{ "client": "mine", "known-failing": [{ "case": "RES-001" }, { "case": "**/transport:lp", "issue": "a: #b" }] }""",
                Run("RES-001", Verdict.Pass)
            )
            .ShouldBe("client: mine\nknown-failing:\n  - case: \"**/transport:lp\"\n    issue: \"a: #b\"\n");

    [Fact]
    public void What_was_updated_has_nothing_left_to_say()
    {
        RunResult[] runs =
        [
            Run("RES-001/transport:ws", Verdict.Pass),
            Run("RES-002/transport:ws/k:1", Verdict.Fail),
            Run("RES-005/transport:ws/k:1", Verdict.Fail),
            Run("RES-005/transport:ws/k:2", Verdict.Pass),
        ];

        var text = Update(Old, runs);

        Judged(text, runs).Summary.ExitCode.ShouldBe(0);
        Update(text, runs).ShouldBe(text);
    }

    [Fact]
    public void Baseline_of_another_client_is_left_alone() =>
        Should
            .Throw<InvalidDataException>(() => Update("client: other\n", Run("RES-001", Verdict.Fail)))
            .Message.ShouldBe("b.yaml:1:1: this is the baseline of other, not of mine");

    private static string Update(string old, params RunResult[] runs) =>
        BaselineUpdate.Of(old, "b.yaml", "mine", Judged(old, runs));

    private static ResultSet Judged(string text, RunResult[] runs)
    {
        var baseline = BaselineFile.Parse(text, "b.yaml").Baseline ?? Conformance.Baselines.Baseline.Empty;
        return Set([.. runs.Select(run => baseline.Judge(run, new DateOnly(2026, 6, 1), Strictness.Lenient))]);
    }
}
