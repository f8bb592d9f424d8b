namespace XunitSample;

public sealed class ChatClientTests(ConformanceBench<ChatClient> bench) : IClassFixture<ConformanceBench<ChatClient>>
{
    [Theory, ConformanceCases(Run = "RES-003, RES-007, RES-008, SEQ-008", Transports = "sse")]
    public Task Ends_in_the_servers_state(string path) => bench.ShouldPassAsync(path);
}
