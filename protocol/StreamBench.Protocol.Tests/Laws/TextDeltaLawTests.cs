using FsCheck;
using FsCheck.Fluent;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.Protocol.Tests.Laws;

/// <summary>
/// Text applied as a value is text applied as an event, whatever else comes, and in whatever order; kept apart or once for many.
/// </summary>
public class TextDeltaLawTests
{
    private const int Logs = 300;

    private readonly SharedTexts texts = new();

    [Fact]
    public void A_complete_log_folds_the_same() => ForAllLogs((log, _) => ShouldFoldTheSame(log));

    [Fact]
    public void A_shuffled_log_with_holes_and_repeats_folds_the_same() =>
        ForAllLogs(
            (log, random) =>
                ShouldFoldTheSame([
                    .. log.Concat(log.Where(_ => random.Next(3) == 0))
                        .Where(_ => random.Next(20) > 0)
                        .OrderBy(happening => happening.Seq + random.Next(4)),
                ])
        );

    [Fact]
    public void A_log_with_altered_repeats_and_epochs_folds_the_same() =>
        ForAllLogs(
            (log, random) => ShouldFoldTheSame([.. log.SelectMany(happening => Altered(happening, log, random))])
        );

    [Fact]
    public void A_text_too_long_to_be_kept_as_it_is_conflicts_and_repeats_all_the_same()
    {
        var text = new TextDelta(3, "T1", "m1", new string('x', 5000));
        var reducer = Log.Fold(
            """{"type":"turn.open","turn":"T1"}""",
            """{"type":"item.open","turn":"T1","item":"m1","kind":"text"}"""
        );

        reducer.Apply(text).Own.Kind.ShouldBe(OutcomeKind.Applied);
        reducer.Apply(text).Own.Kind.ShouldBe(OutcomeKind.Duplicate);
        reducer.Apply(text with { Text = "y" }).Own.Kind.ShouldBe(OutcomeKind.Conflict);
    }

    /// <summary>
    /// The same log in which speakers go on: of each piece become some, most without an offset, and now and then the client gives a
    /// turn up in between.
    /// </summary>
    private static List<StreamEvent> Spoken(List<StreamEvent> log, Random random)
    {
        var spoken = new List<StreamEvent>();
        var seq = 0;
        foreach (var happening in log)
        {
            spoken.Add(happening with { Seq = ++seq });
            if (happening is not TextAppend append)
            {
                continue;
            }

            spoken[^1] = append with { Seq = seq, Offset = null };
            for (var more = random.Next(5); more > 0; more--)
            {
                if (random.Next(8) == 0)
                {
                    spoken.Add(GivenUp(append.Turn));
                }

                spoken.Add(append with { Seq = ++seq, Offset = random.Next(8) == 0 ? append.Offset : null });
            }
        }

        return spoken;
    }

    private static TurnClose GivenUp(string? turn) =>
        new()
        {
            Turn = turn,
            Status = TurnStatus.TimedOut,
            Synthesised = true,
        };

    private static IEnumerable<StreamEvent> Altered(StreamEvent happening, List<StreamEvent> log, Random random)
    {
        yield return happening;
        var other = log[random.Next(log.Count)];
        if (happening is TextAppend append && random.Next(2) == 0)
        {
            yield return random.Next(6) switch
            {
                0 => append with { Text = append.Text + "!" },
                1 => append with { At = random.Next() },
                2 => append with { Agent = "somebody else" },
                3 => append with { Epoch = random.Next(3) },
                4 => append with { Seq = append.Seq + random.Next(3), Offset = random.Next(4) },
                _ => append with { Seq = append.Seq + 1, Turn = other.Turn, Item = other.Item },
            };
        }
    }

    private void ShouldFoldTheSame(List<StreamEvent> log)
    {
        ShouldFoldTheSame(log, new Reducer(), lookEvery: 1);
        // Each finds what the one before has said. Between two looks a text goes on without the state being told.
        foreach (var every in new[] { 1, 2, 5, int.MaxValue })
        {
            ShouldFoldTheSame(log, new Reducer(texts), every);
        }
    }

    private static void ShouldFoldTheSame(List<StreamEvent> log, Reducer deltas, int lookEvery)
    {
        var events = new Reducer();
        var untilLook = lookEvery;
        foreach (var happening in log)
        {
            var expected = events.Apply(happening);
            var outcomes = happening is TextAppend append
                ? deltas.Apply(TextDelta.Of(append))
                : deltas.Apply(happening);

            outcomes.ShouldBe(expected, happening.ToString());
            deltas.PendingCount.ShouldBe(events.PendingCount);
            if (--untilLook == 0)
            {
                untilLook = lookEvery;
                ShouldShowTheSame(deltas, events);
            }
        }

        deltas.Digest_or_null().ShouldBe(events.Digest_or_null());
        ShouldShowTheSame(deltas, events);
        foreach (var happening in log)
        {
            deltas.Apply(happening).Own.ShouldBe(events.Apply(happening).Own);
        }
    }

    private static void ShouldShowTheSame(Reducer deltas, Reducer events)
    {
        deltas.State.LastSeq.ShouldBe(events.State.LastSeq);
        deltas.State.NeedResync.ShouldBe(events.State.NeedResync);
        deltas.Missing.ShouldBe(events.Missing);
        deltas.State.Order.Select(item => item.Text).ShouldBe(events.State.Order.Select(item => item.Text));
        deltas
            .State.Order.Select(item => item.Touched.Body)
            .ShouldBe(events.State.Order.Select(item => item.Touched.Body));
    }

    private static void ForAllLogs(Action<List<StreamEvent>, Random> law) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Logs).WithEndSize(400),
            Prop.ForAll(
                ArbMap.Default.ArbFor<int[]>(),
                ArbMap.Default.ArbFor<int>(),
                (choices, seed) =>
                {
                    var (log, random) = (GeneratedLog.From(choices), new Random(seed));
                    law(log, random);
                    law(Spoken(log, random), random);
                }
            )
        );
}
