using System.Text.Json;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.State;

namespace StreamBench.TestKit.Tests;

public sealed class StateAssertTests
{
    [Fact]
    public void Ids_do_not_count()
    {
        StateAssert.Equal(StateWith("t1", "m1", "Hello"), StateWith("turn", "message", "Hello"));
    }

    [Fact]
    public void The_place_that_differs_is_named_with_both_values_and_the_event()
    {
        var thrown = Should.Throw<StateMismatchException>(() =>
            StateAssert.Equal(StateWith("t1", "m1", "Hello"), StateWith("t1", "m1", "Hel"))
        );

        thrown.Message.ShouldStartWith("the states differ in 1 place:");
        thrown.Message.ShouldContain("/items/0/text  expected \"Hello\"  actual \"Hel\"  last touched by");
        thrown.Differences.Length.ShouldBe(1);
    }

    [Fact]
    public void What_a_client_reports_is_compared_without_its_own_ids_and_cursor()
    {
        var state = StateWith("t1", "m1", "Hello");
        var reported = JsonSerializer.SerializeToNode(StateContent.ToJson(state))!.AsObject();
        reported["cursor"] = "1:3";
        reported["inputEnabled"] = false;
        reported["items"]![0]!["id"] = "mine";

        StateAssert.Equal(state, JsonSerializer.SerializeToElement(reported));
        reported["items"]![0]!["text"] = "Bye";

        Should
            .Throw<StateMismatchException>(() => StateAssert.Equal(state, JsonSerializer.SerializeToElement(reported)))
            .Message.ShouldContain("/items/0/text");
    }

    private static ConversationState StateWith(string turn, string item, string text)
    {
        var reducer = new Reducer();
        reducer.Apply(new TurnOpen { Seq = 1, Turn = turn });
        reducer.Apply(
            new ItemOpen
            {
                Seq = 2,
                Turn = turn,
                Item = item,
                Kind = "text",
            }
        );
        reducer.Apply(
            new TextAppend
            {
                Seq = 3,
                Item = item,
                Text = text,
            }
        );
        return reducer.State;
    }
}
