using StreamBench.TestKit;
using Xunit;

namespace XunitSample;

public sealed class ChatClientTests(ConformanceBench<ChatClient> bench) : IClassFixture<ConformanceBench<ChatClient>>
{
    [Theory, ConformanceCases(Run = "RES-001, RES-004", Transports = "sse")]
    public Task Ends_in_the_servers_state(string path) => bench.ShouldPassAsync(path);
}
