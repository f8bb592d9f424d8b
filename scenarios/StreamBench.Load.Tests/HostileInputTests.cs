using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Load.Diff;
using StreamBench.Load.Histograms;
using StreamBench.Load.Models;
using StreamBench.Load.Plans;
using StreamBench.Load.Results;
using StreamBench.Load.Schedules;
using StreamBench.Load.Tests.Histograms;
using StreamBench.Load.Tests.Results;
using StreamBench.Load.Thresholds;

namespace StreamBench.Load.Tests;

/// <summary>Whatever stands in a file, the answer is a value or a stated problem, never a crash.</summary>
public sealed class HostileInputTests
{
    private const int Times = 2000;

    [Fact]
    public void A_scrambled_plan_is_a_plan_or_has_problems()
    {
        Hold(
            Scrambled([.. ShippedPlans.Names.Select(ShippedPlans.Source)]),
            text =>
            {
                var loaded = PlanFile.Parse(text, "p.yaml");

                return loaded.Plan is null != loaded.Problems.IsEmpty;
            }
        );
    }

    [Fact]
    public void A_scrambled_threshold_is_a_threshold_or_has_a_problem_with_its_column()
    {
        Hold(
            Scrambled(
                "ttfe.p99<400ms",
                "refund/goodput>=99.9%",
                "mismatch==0",
                "events/s>10",
                "ttfc.real.p99.9 <= 1.5s"
            ),
            text =>
            {
                var parsed = ThresholdParser.Parse(text, ["refund"]);

                return parsed.Threshold is not null || (parsed.Column >= 1 && parsed.Column <= text.Length + 1);
            }
        );
    }

    [Fact]
    public void A_scrambled_rule_is_a_rule_or_refused() =>
        Hold(Scrambled("ttfe.p99:+10%", "goodput:-0.5%"), text => Refusable(() => DiffRule.Parse(text)));

    [Fact]
    public void A_scrambled_histogram_is_a_histogram_or_refused()
    {
        var text = HdrEncoding.Encode(HistogramTests.Of([1, 2, 5_000, 1_000_000, 80_000_000_000]));

        Hold(Scrambled(text), scrambled => Refusable(() => HdrEncoding.Decode(scrambled)));
    }

    [Fact]
    public void A_scrambled_result_is_a_result_or_refused()
    {
        var plan = new LoadPlan
        {
            Name = "small",
            Load = [new Inject { Rate = new(2), During = TimeSpan.FromSeconds(2) }],
            Scenarios = [new() { Name = "chat" }],
        };
        var text = ResultFileTests.Text(SimulatedRun.Of(plan, Segment.Whole));

        Hold(Scrambled(text), scrambled => Refusable(() => ResultReader.Read(new StringReader(scrambled), "r")));
    }

    private static void Hold(Gen<string> texts, Func<string, bool> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Times), Prop.ForAll(texts.ToArbitrary(), holds));

    // A few letters replaced, doubled or left out.
    private static Gen<string> Scrambled(params string[] texts) =>
        from text in Gen.Elements(texts)
        from count in Gen.Choose(1, 4)
        from places in Gen.Choose(0, text.Length - 1).ArrayOf(count)
        from letters in Gen.Elements("{}[]:,-\"'&*|>!%#\n\t 019.eE+ax/~\0\ud83dé".ToCharArray()).ArrayOf(count)
        from kinds in Gen.Choose(0, 2).ArrayOf(count)
        select Scramble(text, places, letters, kinds);

    private static string Scramble(string text, int[] places, char[] letters, int[] kinds)
    {
        var scrambled = new StringBuilder(text);
        for (var i = 0; i < places.Length; i++)
        {
            var place = Math.Min(places[i], scrambled.Length - 1);
            _ = kinds[i] switch
            {
                0 => scrambled.Remove(place, 1),
                1 => scrambled.Insert(place, letters[i]),
                _ => scrambled.Replace(scrambled[place], letters[i], place, 1),
            };
        }

        return scrambled.ToString();
    }

    private static bool Refusable(Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException e)
        {
            return e.Message.Length > 0;
        }

        return true;
    }
}
