using StreamBench.Dialects.Design;
using StreamBench.Dialects.Endpoints;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.Dialects.Tests.Design;

/// <summary>What a dialect declares of itself is what its code does.</summary>
public sealed class TraitsTests
{
    public static TheoryData<string> EveryDialect { get; } = [.. DialectList.All.Select(dialect => dialect.Name)];

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void What_is_said_again_after_a_drop_follows_from_the_contract_of_recovery(string name)
    {
        var dialect = DialectList.Find(name)!;

        dialect
            .Has(Topic.Redelivery)
            .ShouldBe(dialect.Recovery is not (RecoveryContract.None or RecoveryContract.UndeliveredCache));
        dialect
            .Has(Topic.Snapshot)
            .ShouldBe(dialect.Recovery is RecoveryContract.SnapshotThenLive or RecoveryContract.ReplayOrSnapshot);
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void A_client_can_say_at_every_address_what_the_dialect_takes(string name)
    {
        var dialect = DialectList.Find(name)!;
        foreach (var endpoint in dialect.Endpoints)
        {
            Says(endpoint, new CancelWish("t1")).ShouldBe(dialect.Has(Topic.Cancel), endpoint.Path);
            Says(endpoint, new DecideWish("ap1", Decisions.Approved))
                .ShouldBe(dialect.Has(Topic.Approvals), endpoint.Path);
        }
    }

    [Theory]
    [MemberData(nameof(EveryDialect))]
    public void A_client_names_its_place_exactly_where_the_server_does_not_keep_it(string name)
    {
        var dialect = DialectList.Find(name)!;
        foreach (var endpoint in dialect.Endpoints)
        {
            var ask = endpoint.Ask(new StreamAsk("c", "7", new SubmitWish("Hi", "m1")));
            // A run is no place in a stream: what is kept of it is said from its start.
            var path = ask.Path.Replace("&X-Atmosphere-Run-Id=7", "", StringComparison.Ordinal);
            var isNamed = path.Contains("=7", StringComparison.Ordinal) || ask.Headers.ContainsValue("7");

            isNamed.ShouldBe(dialect.Has(Topic.Place), endpoint.Path);
        }
    }

    [Fact]
    public void To_say_nothing_of_a_topic_is_an_error() =>
        Should
            .Throw<ArgumentException>(() => new Traits(new Dictionary<Topic, Trait> { [Topic.Gap] = Trait.No() }))
            .Message.ShouldContain(nameof(Topic.Duplicate));

    private static bool Says(DialectEndpoint endpoint, ClientWish wish) => !endpoint.Say(wish).IsEmpty;
}
