using FsCheck;
using FsCheck.Fluent;

namespace StreamBench.Dialects.Tests.Laws;

/// <summary>The law of loss beyond the shipped scripts: generated conversations, for every dialect that is registered.</summary>
public sealed class SequentialLawTests
{
    private const int Conversations = 500;

    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void What_arrives_of_a_sequential_conversation_is_what_the_projection_leaves(string name)
    {
        var dialect = DialectList.Find(name)!;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Conversations).WithEndSize(60),
            Prop.ForAll(
                ArbMap.Default.ArbFor<int[]>(),
                choices =>
                {
                    var journal = SequentialConversation.From(choices, ownToolNames: name == "atmosphere");

                    var arrived = Content.Of(DialectLog.Decode(dialect, DialectLog.Encode(dialect, journal)));

                    Content.Text(arrived).ShouldBe(Content.Expected(dialect, journal));
                }
            )
        );
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void A_frame_depends_on_the_event_and_its_place_alone(string name)
    {
        var dialect = DialectList.Find(name)!;
        var journal = SequentialConversation.From([.. Enumerable.Range(0, 200).Select(i => i * 37)]);
        var (first, second) = (dialect.NewEncoder(), dialect.NewEncoder());
        using var once = new FrameBuffer();
        using var again = new FrameBuffer();
        foreach (var (happening, place) in journal.ConvertAll(one => (one, first.Place(one))))
        {
            once.Clear();
            again.Clear();

            first.Write(happening, place, once);
            second.Write(happening, place, again); // it has placed nothing

            again.Count.ShouldBe(once.Count);
            for (var i = 0; i < once.Count; i++)
            {
                again.Data(i).Span.SequenceEqual(once.Data(i).Span).ShouldBeTrue();
            }
        }
    }
}
