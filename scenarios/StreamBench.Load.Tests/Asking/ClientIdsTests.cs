using System.Text;
using StreamBench.Load.Asking;
using StreamBench.Load.Engine.Http;

namespace StreamBench.Load.Tests.Asking;

public sealed class ClientIdsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(4711)]
    [InlineData((1L << 47) + 3)]
    public void The_template_says_for_each_stream_what_is_said_for_it_alone(long number)
    {
        var ids = new ClientIds("load-1-0-");
        var template = TextTemplate.Parse(ClientIds.Templated($"?id={ids.Any}"));

        var written = new byte[100];
        var length = template.Write(written, new RequestVariables { Number = number });

        Encoding.UTF8.GetString(written, 0, length).ShouldBe($"?id={ids.Of(number)}");
    }

    [Fact]
    public void Streams_and_runs_have_ids_of_their_own()
    {
        var ids = new ClientIds("load-1-0-");

        ids.Of(1).ShouldNotBe(ids.Of(2));
        ids.Of(1).ShouldBe(new ClientIds("load-1-0-").Of(1));
        ids.Of(1).ShouldNotBe(new ClientIds("load-1-197c-0-").Of(1));
    }
}
