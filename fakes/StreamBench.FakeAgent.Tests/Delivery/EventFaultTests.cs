using System.Text;
using StreamBench.FakeAgent.Conversations;
using StreamBench.FakeAgent.Delivery.Faults;
using StreamBench.FakeAgent.Journals;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Delivery;

public sealed class EventFaultTests
{
    [Fact]
    public void Drop_swallows_one_event_once_so_that_a_repair_gets_it()
    {
        using var desk = Saying(5);
        var behaviour = With(
            new EventFault
            {
                Do = "drop",
                At = new FaultPlace { Seq = 3 },
            }
        );

        Desk.Seqs(desk.Subscribe(behaviour: behaviour)).ShouldBe("hello 1 2 4 5");
        Desk.Seqs(desk.Subscribe("1:2")).ShouldBe("hello 3 4 5");
    }

    [Fact]
    public void Duplicate_repeats_the_same_bytes()
    {
        using var desk = Saying(3);
        var fault = new EventFault
        {
            Do = "duplicate",
            At = new FaultPlace { Type = EventTypes.TextAppend, Nth = 2 },
            Count = 2,
        };

        var all = Desk.Collect(desk.Subscribe(behaviour: With(fault)));

        all.Skip(1).Select(o => ((StreamEvent)o.Payload).Seq).ShouldBe([1, 2, 2, 2, 3]);
        all[3].Json.ShouldBe(all[2].Json);
        all[3].Cursor.ShouldBe("1:2");
    }

    [Fact]
    public void Delay_lets_later_events_overtake()
    {
        using var desk = Saying(4);
        var fault = new EventFault
        {
            Do = "delay",
            At = new FaultPlace { Seq = 2 },
            Ms = 300,
        };
        var subscription = desk.Subscribe(behaviour: With(fault));

        Desk.Seqs(subscription).ShouldBe("hello 1 3 4");
        desk.Time.Advance(TimeSpan.FromMilliseconds(299));
        Desk.Seqs(subscription).ShouldBe("");
        desk.Time.Advance(TimeSpan.FromMilliseconds(1));
        Desk.Seqs(subscription).ShouldBe("2");
    }

    [Fact]
    public void Stall_holds_everything_behind_it()
    {
        using var desk = Saying(4);
        var fault = new EventFault
        {
            Do = "stall",
            At = new FaultPlace { Seq = 2 },
            Ms = 300,
        };
        var subscription = desk.Subscribe(behaviour: With(fault));

        Desk.Seqs(subscription).ShouldBe("hello 1");
        desk.Time.Advance(TimeSpan.FromMilliseconds(300));
        Desk.Seqs(subscription).ShouldBe("2 3 4");
    }

    [Fact]
    public void Swap_changes_neighbours()
    {
        using var desk = Saying(4);

        Desk.Seqs(
                desk.Subscribe(
                    behaviour: With(
                        new EventFault
                        {
                            Do = "swap",
                            At = new FaultPlace { Seq = 2 },
                        }
                    )
                )
            )
            .ShouldBe("hello 1 3 2 4");
    }

    [Fact]
    public void Shuffle_mixes_a_window_by_the_seed_and_loses_nothing()
    {
        using var desk = Saying(16);
        var fault = new EventFault
        {
            Do = "shuffle",
            At = new FaultPlace { Connection = 1 },
            Window = 8,
        };

        string Order(int seed)
        {
            using var other = Saying(16);
            return Desk.Seqs(other.Subscribe(behaviour: With(fault) with { Seed = seed }));
        }

        Order(7).ShouldBe(Order(7));
        Order(7).ShouldNotBe(Order(8));
        var seqs = Order(7).Split(' ').Skip(1).Select(int.Parse).ToList();
        seqs.Order().ShouldBe(Enumerable.Range(1, 16));
        seqs.Take(8).Max().ShouldBe(8);
        Desk.Seqs(desk.Subscribe(behaviour: AgentBehaviour.Correct)).ShouldStartWith("hello 1 2 3");
    }

    [Fact]
    public void Shuffle_that_keeps_agents_mixes_them_and_leaves_each_in_order()
    {
        using var desk = new Desk(Unstamped());
        for (var i = 0; i < 8; i++)
        {
            var agent = i % 2 == 0 ? "a" : "b";
            desk.Conversation.Inject(new AgentSpawn { Agent = $"{agent}", Parent = $"{i}" });
        }

        var fault = new EventFault { Do = "shuffle", Keeps = "agents" };
        var seqs = Desk.Seqs(desk.Subscribe(behaviour: With(fault) with { Seed = 3 }))
            .Split(' ')
            .Skip(1)
            .Select(int.Parse)
            .ToList();

        seqs.Order().ShouldBe(Enumerable.Range(1, 8));
        seqs.ShouldNotBe(Enumerable.Range(1, 8));
        seqs.Where(seq => seq % 2 == 1).ShouldBe([1, 3, 5, 7]);
        seqs.Where(seq => seq % 2 == 0).ShouldBe([2, 4, 6, 8]);
    }

    [Fact]
    public void Partly_filled_window_goes_out_by_time()
    {
        using var desk = Saying(3);
        var subscription = desk.Subscribe(behaviour: With(new EventFault { Do = "shuffle", Window = 8 }));

        Desk.Seqs(subscription).ShouldBe("hello");
        desk.Time.Advance(TimeSpan.FromMilliseconds(100));
        Desk.Seqs(subscription).Split(' ').Order().ShouldBe(["1", "2", "3"]);
    }

    [Theory]
    [InlineData(null, null, """{"type":"text.append","seq":2,"turn":"t1","item":"i1","text":"w2?"}""", "w2")]
    [InlineData("other", null, """{"type":"text.append","seq":2,"turn":"t1","item":"i1","text":"other"}""", "w2")]
    [InlineData(null, "{\"type\":", "{\"type\":", "w2")]
    public void Alter_keeps_the_place_and_changes_the_words(string? text, string? json, string expected, string word)
    {
        using var desk = new Desk(Unstamped());
        desk.Say("w1", text is null && json is null ? "22" : word, "w3");
        var fault = new EventFault
        {
            Do = "alter",
            At = new FaultPlace { Seq = 2 },
            Text = text,
            Json = json,
        };

        var altered = Desk.Collect(desk.Subscribe(behaviour: With(fault)))[2];

        Encoding.UTF8.GetString(altered.Json.Span).ShouldBe(expected.Replace("w2?", "22?", StringComparison.Ordinal));
        altered.Cursor.ShouldBe("1:2");
    }

    [Fact]
    public void Chance_is_the_seeds_and_strikes_about_its_share()
    {
        string Delivered(int seed)
        {
            using var desk = Saying(200);
            var fault = new EventFault
            {
                Do = "drop",
                At = new FaultPlace { Chance = 0.25 },
            };
            return Desk.Seqs(desk.Subscribe(behaviour: With(fault) with { Seed = seed }));
        }

        Delivered(1).ShouldBe(Delivered(1));
        Delivered(1).ShouldNotBe(Delivered(2));
        Delivered(1).Split(' ').Length.ShouldBeInRange(120, 180);
    }

    [Fact]
    public void Wrong_faults_name_their_members()
    {
        var behaviour = With(
            new EventFault
            {
                Do = "explode",
                Ms = -1,
                Count = 0,
                Window = 1,
                Json = "a\nb",
                At = new FaultPlace { Chance = 2 },
            }
        );

        var problems = behaviour.Validate().ToList();

        problems.Count.ShouldBe(6);
        problems.ShouldAllBe(p => p.StartsWith("faults[0].", StringComparison.Ordinal));
        problems[0].ShouldContain("shuffle");
    }

    private static AgentBehaviour With(params EventFault[] faults) => new() { Faults = faults };

    private static ConversationOptions Unstamped() => new() { Journal = new JournalOptions { StampsTime = false } };

    private static Desk Saying(int words)
    {
        var desk = new Desk(Unstamped());
        desk.Say([.. Enumerable.Range(1, words).Select(i => $"w{i}")]);
        return desk;
    }
}
