using StreamBench.FakeAgent.Delivery.Filters;
using StreamBench.FakeAgent.Misbehaviour;
using StreamBench.Protocol.Events;

namespace StreamBench.FakeAgent.Tests.Delivery;

public sealed class DeliveryFilterTests
{
    [Theory]
    [InlineData("Write to ada@example.com today.", "Write to [redacted] today.")]
    [InlineData("Card 4111 1111 1111 1111, please.", "Card [redacted], please.")]
    [InlineData("ada@example.com", "[redacted]")]
    [InlineData("2 + 2 = 4 and a@b is no address.", "2 + 2 = 4 and a@b is no address.")]
    public void Personal_data_is_redacted_wherever_tokens_cut_it(string text, string expected)
    {
        foreach (var size in new[] { 1, 2, 3, 7, 100 })
        {
            using var desk = new Desk();
            var words = text.Chunk(size).Select(c => new string(c)).ToArray();
            var subscription = desk.Subscribe(behaviour: With("pii-redaction"));

            desk.Say(words);
            var before = Desk.Collect(subscription);
            desk.Time.Advance(RewriteFilter.MaxWait);
            var all = before.Concat(Desk.Collect(subscription)).Select(o => o.Payload).OfType<TextAppend>().ToList();

            string.Concat(all.Select(e => e.Text)).ShouldBe(expected);
            all.Select(e => e.Seq).ShouldBe(Enumerable.Range(1, words.Length).Select(i => (long)i));
            string.Concat(before.Select(o => (o.Payload as TextAppend)?.Text)).ShouldNotContain("ada@ex");
        }
    }

    [Fact]
    public void Redaction_covers_final_texts_and_withholds_digests_that_no_longer_fit()
    {
        using var desk = new Desk();
        var subscription = desk.Subscribe(behaviour: With("pii-redaction"));
        desk.Conversation.Inject(
            new ItemClose
            {
                Turn = "t1",
                Item = "i1",
                Text = "by ada@example.com",
            }
        );
        desk.Conversation.Inject(new Checkpoint { Digest = "sha256:0" });
        desk.Conversation.Inject(
            new TurnClose
            {
                Turn = "t1",
                Status = "completed",
                Digest = "sha256:0",
            }
        );

        var all = Desk.Collect(subscription).Select(o => o.Payload).OfType<StreamEvent>().ToList();

        ((ItemClose)all[0]).Text.ShouldBe("by [redacted]");
        all[1].Type.ShouldBe("checkpoint.withheld");
        all[1].Seq.ShouldBe(2);
        ((TurnClose)all[2]).Digest.ShouldBeNull();
    }

    [Fact]
    public void Interleaved_items_are_redacted_each_and_keep_their_order()
    {
        using var desk = new Desk();
        var subscription = desk.Subscribe(behaviour: With("pii-redaction"));
        foreach (var (item, text) in new[] { ("a", "to ada@exa"), ("b", "fine, "), ("a", "mple.com, ok!") })
        {
            desk.Conversation.Inject(
                new TextAppend
                {
                    Turn = "t1",
                    Item = item,
                    Text = text,
                }
            );
        }

        Desk.Collect(subscription)
            .Select(o => o.Payload)
            .OfType<TextAppend>()
            .Select(e => e.Text)
            .ShouldBe(["to [redacted]", "fine, ", ", ok!"]);
    }

    [Fact]
    public void Unsafe_words_are_masked_at_the_same_length()
    {
        using var desk = new Desk();
        var subscription = desk.Subscribe(behaviour: With("content-safety"));

        desk.Say("Well, da", "mn it", "!", " Dam and damned are words.");

        string.Concat(Desk.Texts(subscription)).ShouldBe("Well, **** it! Dam and damned are words.");
    }

    [Fact]
    public void Text_goes_in_bursts_by_size_and_by_time()
    {
        using var desk = new Desk();
        var subscription = desk.Subscribe(behaviour: With("token-batch"));
        Desk.Seqs(subscription).ShouldBe("hello");

        desk.Say([.. Enumerable.Repeat("a", TokenBatchFilter.MaxTokens - 1)]);
        Desk.Seqs(subscription).ShouldBe("");
        desk.Say("a", "b");
        Desk.Collect(subscription).Count.ShouldBe(TokenBatchFilter.MaxTokens);
        desk.Time.Advance(TokenBatchFilter.MaxWait);
        Desk.Texts(subscription).ShouldBe(["b"]);
        desk.Say("c");
        desk.Conversation.Inject(new ItemClose { Turn = "t1", Item = "i1" });
        Desk.Collect(subscription).Select(o => o.Payload.Type).ShouldBe(["text.append", "item.close"]);
    }

    [Fact]
    public void Each_turn_is_billed_after_it_closed()
    {
        using var desk = new Desk();
        var subscription = desk.Subscribe(behaviour: With("cost-meter"));
        desk.Say("12345678", "9");
        desk.Conversation.Inject(new TurnClose { Turn = "t1", Status = "completed" });

        var notice = Desk.Collect(subscription)[^1];

        notice.Payload.ShouldBe(new Notice { Code = "cost", Message = "3 output tokens" });
        notice.Cursor.ShouldBeNull();
    }

    private static AgentBehaviour With(string filter) => new() { Filters = [filter] };
}
