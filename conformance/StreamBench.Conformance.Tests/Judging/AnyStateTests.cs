using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Conformance.Catalogue;
using StreamBench.Conformance.Clients.Wire;
using StreamBench.Conformance.Judging;
using StreamBench.Conformance.Planning;
using StreamBench.Conformance.Results;
using StreamBench.Protocol.Equality;
using Check = FsCheck.Check;

namespace StreamBench.Conformance.Tests.Judging;

/// <summary>Whatever JSON a client reports for its state, the referee has a verdict and a reason.</summary>
public sealed class AnyStateTests
{
    private static readonly ImmutableArray<PlannedRun> Runs =
    [
        .. CaseBook.Shipped.Cases.SelectMany(one => one.Variants.Select(variant => Evidence.Run(one, variant))),
    ];

    private static readonly string Right = StateContent.ToJson(Evidence.Expected).GetRawText();

    [Fact]
    public void Every_check_is_made_on_some_state() =>
        Runs.SelectMany(run => run.Variant.Setup.Checks)
            .Select(check => check.Name)
            .Distinct()
            .ShouldBe(Checks.All.Keys, ignoreOrder: true);

    [Fact]
    public void No_state_makes_a_check_throw() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(
                AnyJson.States,
                state =>
                {
                    foreach (var run in Runs)
                    {
                        Evidence.Judge(run, Evidence.Client(Capabilities.All.Keys), state).Repeat.ShouldNotBeEmpty();
                    }
                }
            )
        );

    [Fact]
    public void No_message_makes_its_reader_throw() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                AnyJson.States,
                state =>
                {
                    foreach (
                        var head in new[] { "\"re\":\"case\"", "\"ev\":\"state\"", "\"re\":\"do\",\"step\":\"s\"" }
                    )
                    {
                        var members = state.GetRawText() is ['{', .., '}'] text ? text[1..^1] : "";
                        var line =
                            $"{{{head},\"run\":\"r\",\"outcome\":\"ok\",\"state\":{state.GetRawText()},{members}}}";
                        MessageReader.Read(Encoding.UTF8.GetBytes(line), 400).ShouldNotBeNull();
                    }
                }
            )
        );

    [Fact]
    public void The_right_state_passes() => JudgeState(Right).Verdict.ShouldBe(Verdict.Pass);

    [Theory]
    [InlineData("[]", "its root", "[]")]
    [InlineData("7", "its root", "7")]
    [InlineData("{}", "/approvals", null)]
    [InlineData("{\"items\":{\"0\":1}}", "/items", "{\"0\":1}")]
    public void A_state_of_another_shape_fails_where_it_differs(string state, string place, string? actual)
    {
        var result = JudgeState(state);

        result.Verdict.ShouldBe(Verdict.Fail);
        result.Checks[0].Message.ShouldStartWith("final state differs at ");
        result
            .Checks[0]
            .Differences.ShouldContain(d =>
                (d.Pointer.Length == 0 ? "its root" : d.Pointer) == place && d.Actual == actual
            );
    }

    [Theory]
    [InlineData("\"Hello\"", "7", "/items/0/text", "7")]
    [InlineData("\"Hello\"", "\"Hello\\ud83d\"", "/items/0/text", "\"Hello\\\\ud83d\"")]
    [InlineData("\"text\":", "\"\\ud83d\":1,\"text\":", "/items/0/(a name with half a surrogate pair)", "1")]
    [InlineData("\"text\":", "\"text\":1,\"text\":", "/items/0/text (again)", "\"Hello\"")]
    public void What_no_text_can_hold_fails_where_it_stands(string instead, string of, string place, string actual)
    {
        var result = JudgeState(Right.Replace(instead, of, StringComparison.Ordinal));

        result.Verdict.ShouldBe(Verdict.Fail);
        result.Checks[0].Differences.ShouldContain(d => d.Pointer == place && d.Actual == actual);
    }

    [Fact]
    public void Nesting_without_end_is_cut_and_fails()
    {
        var result = JudgeState(
            Right.Replace("\"Hello\"", new string('[', 900) + new string(']', 900), StringComparison.Ordinal)
        );

        result.Verdict.ShouldBe(Verdict.Fail);
        result.Checks[0].Differences.ShouldContain(d => d.Actual!.Contains("(nested deeper than 60 levels)"));
    }

    [Fact]
    public void Input_of_another_kind_is_neither_enabled_nor_disabled()
    {
        var run = Runs.First(run => run.Variant.Setup.Checks.Any(check => check.Name == "input"));

        var result = Evidence.Judge(
            run,
            Evidence.Client(Capabilities.All.Keys),
            AnyJson.Parse("{\"inputEnabled\":\"yes\"}")
        );

        result.Checks.ShouldContain(check => check.Message == "inputEnabled is \"yes\" at the end, not true");
    }

    private static RunResult JudgeState(string state)
    {
        var run = Runs.First(run => run.Variant.Setup.Checks is [{ Name: "state", Value: null }, ..]);
        var onlyState = run.Variant with { Setup = run.Variant.Setup with { Checks = run.Variant.Setup.Checks[..1] } };
        return Evidence.Judge(
            run with
            {
                Variant = onlyState,
            },
            Evidence.Client(Capabilities.All.Keys),
            AnyJson.Parse(state)
        );
    }
}
