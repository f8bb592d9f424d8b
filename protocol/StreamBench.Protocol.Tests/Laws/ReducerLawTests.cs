using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Protocol.Tests.Laws;

/// <summary>The laws of protocol §3, over generated logs.</summary>
public class ReducerLawTests
{
    private const int Logs = 300;

    [Fact]
    public void A_generated_log_is_lawful() =>
        ForAllLogs(log =>
        {
            var reducer = new Reducer();
            foreach (var happening in log)
            {
                var outcome = reducer.Apply(happening).Single();
                (outcome.Kind is OutcomeKind.Applied or OutcomeKind.Stale || happening is UnknownEvent).ShouldBeTrue(
                    $"{happening} → {outcome}"
                );
            }

            reducer.State.NeedResync.ShouldBeFalse();
        });

    [Fact]
    public void Any_permutation_with_any_duplication_gives_the_same_digest() =>
        ForAllLogs(
            (log, random) =>
            {
                var shuffled = log.Concat(log.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();

                Fold(shuffled).Digest().ShouldBe(Fold(log).Digest());
                Fold(shuffled).State.LastSeq.ShouldBe(log.Count);
            }
        );

    [Fact]
    public void A_log_applied_twice_is_a_log_applied_once() =>
        ForAllLogs(log =>
        {
            var reducer = Fold(log);
            var once = reducer.Digest();

            log.SelectMany(happening => reducer.Apply(happening))
                .ShouldAllBe(o => o.Kind == OutcomeKind.Duplicate || o.Kind == OutcomeKind.Stale);
            reducer.Digest().ShouldBe(once);
        });

    [Fact]
    public void A_dropped_event_stops_the_fold_and_never_ends_it_silently_wrong() =>
        ForAllLogs(
            (log, random) =>
            {
                var lost = random.Next(log.Count);
                if (log.Skip(lost).Any(happening => happening is Snapshot))
                {
                    return; // a later snapshot heals it: another law
                }

                var reducer = Fold(log.Where(happening => happening.Seq != lost + 1));

                reducer.State.LastSeq.ShouldBe(lost);
                reducer.Digest_or_null().ShouldBe(Fold(log.Take(lost)).Digest_or_null());
                (reducer.Missing is not null).ShouldBe(lost < log.Count - 1);
            }
        );

    [Fact]
    public void A_snapshot_at_any_point_heals_any_lost_prefix() =>
        ForAllLogs(
            (log, random) =>
            {
                var (lost, at) = (random.Next(log.Count), random.Next(1, log.Count + 1));
                var server = Fold(log.Take(at));
                if (server.Digest_or_null() is not { } digest)
                {
                    return; // half an emoji: a server takes no snapshot there
                }

                var client = Fold(log.Take(Math.Min(lost, at)));
                client.ExpectSnapshot();
                client.Apply(
                    new Snapshot
                    {
                        Seq = at,
                        Epoch = 1,
                        State = server.ToStateJson(),
                        Digest = digest,
                    }
                );
                foreach (var happening in log.Skip(at))
                {
                    client.Apply(happening);
                }

                client.Digest().ShouldBe(Fold(log).Digest());
                client.State.NeedResync.ShouldBeFalse();
            }
        );

    [Fact]
    public void An_old_snapshot_never_rolls_back_and_a_tampered_one_is_refused() =>
        ForAllLogs(
            (log, random) =>
            {
                var old = Fold(log.Take(random.Next(log.Count)));
                var client = Fold(log);
                var digest = client.Digest();
                var snapshot = new Snapshot
                {
                    Seq = old.State.LastSeq,
                    Epoch = 1,
                    State = old.ToStateJson(),
                    Digest = old.Digest_or_null() ?? "none",
                };

                client.Apply(snapshot).Single().Kind.ShouldBeOneOf(OutcomeKind.Stale, OutcomeKind.Duplicate);
                client.Digest().ShouldBe(digest);

                var forged = new Snapshot
                {
                    Seq = log.Count + 5,
                    Epoch = 1,
                    State = client.ToStateJson(),
                    Digest = "sha256:0",
                };
                client.Apply(forged).Single().Kind.ShouldBe(OutcomeKind.Rejected);
                (client.Digest(), client.State.LastSeq).ShouldBe((digest, log.Count));
            }
        );

    [Fact]
    public void Renaming_ids_changes_nothing() =>
        ForAllLogs(log =>
        {
            var renamed = log.Where(h => h is not Snapshot).Select(Rename).Select((h, i) => h with { Seq = i + 1 });
            var plain = log.Where(h => h is not Snapshot).Select((h, i) => h with { Seq = i + 1 });

            Fold(renamed).Digest().ShouldBe(Fold(plain).Digest());
        });

    [Fact]
    public void A_fold_can_stop_anywhere_and_go_on_from_its_json_form() =>
        ForAllLogs(
            (log, random) =>
            {
                var cut = random.Next(log.Count + 1);
                var first = Fold(log.Take(cut));
                if (first.Digest_or_null() is not { } digest)
                {
                    return;
                }

                var second = new Reducer();
                second.Apply(
                    new Snapshot
                    {
                        Seq = cut,
                        Epoch = 1,
                        State = first.ToStateJson(),
                        Digest = digest,
                    }
                );
                foreach (var happening in log.Skip(cut))
                {
                    first.Apply(happening);
                    second.Apply(happening);
                }

                second.Digest().ShouldBe(first.Digest());
                StateDiff.Compare(first.State, second.State).ShouldBeEmpty();
            }
        );

    [Fact]
    public void An_event_survives_its_own_json() =>
        ForAllLogs(log =>
        {
            foreach (var happening in log)
            {
                var (bytes, again) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
                PayloadWriter.Write(bytes, happening);
                var read = PayloadReader.Read(bytes.WrittenSpan);
                read.Problem.ShouldBeNull();
                PayloadWriter.Write(again, read.Payload!);

                again.WrittenSpan.SequenceEqual(bytes.WrittenSpan).ShouldBeTrue();
                Fingerprint.Of((StreamEvent)read.Payload!).ShouldBe(Fingerprint.Of(happening));
            }
        });

    [Fact]
    public void Apply_is_total() =>
        ForAllLogs(
            (log, random) =>
            {
                var reducer = new Reducer();
                for (var i = 0; i < 2 * log.Count; i++)
                {
                    var (any, other) = (log[random.Next(log.Count)], log[random.Next(log.Count)]);
                    var scrambled = any with
                    {
                        Seq = reducer.State.LastSeq + random.Next(-1, 3),
                        Turn = other.Turn,
                        Item = other.Item,
                    };

                    reducer.Apply(scrambled).Count.ShouldBeGreaterThan(0);
                }
            }
        );

    private static Reducer Fold(IEnumerable<StreamEvent> events) => Log.Fold(events);

    private static void ForAllLogs(Action<List<StreamEvent>> law) => ForAllLogs((log, _) => law(log));

    private static void ForAllLogs(Action<List<StreamEvent>, Random> law) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Logs).WithEndSize(400),
            Prop.ForAll(
                ArbMap.Default.ArbFor<int[]>(),
                ArbMap.Default.ArbFor<int>(),
                (choices, seed) =>
                {
                    var log = GeneratedLog.From(choices);
                    if (log.Count > 0)
                    {
                        law(log, new Random(seed));
                    }
                }
            )
        );

    private static StreamEvent Rename(StreamEvent happening)
    {
        var renamed = happening with { Turn = New(happening.Turn), Item = New(happening.Item) };
        return renamed switch
        {
            TurnOpen open => open with { Replaces = New(open.Replaces), Resumes = New(open.Resumes) },
            ItemOpen open => open with { After = New(open.After) },
            ApprovalRequest request => request with { Approval = New(request.Approval)! },
            ApprovalDecision decision => decision with { Approval = New(decision.Approval)! },
            _ => renamed,
        };
    }

    private static string? New(string? id) => id is null ? null : $"other-{id}-{id.Length}";
}

internal static class ReducerExtensions
{
    /// <summary>The digest, or null while a text ends in half an emoji.</summary>
    internal static string? Digest_or_null(this Reducer reducer)
    {
        try
        {
            return reducer.Digest();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
