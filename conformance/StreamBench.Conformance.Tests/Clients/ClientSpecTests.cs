using StreamBench.Conformance.Clients;
using StreamBench.Conformance.Clients.InProcess;
using StreamBench.Conformance.Clients.Messages;
using StreamBench.Conformance.Clients.Processes;

namespace StreamBench.Conformance.Tests.Clients;

public sealed class ClientSpecTests
{
    [Theory]
    [InlineData("node x.mjs", "cmd", "node x.mjs")]
    [InlineData("cmd:node x.mjs", "cmd", "node x.mjs")]
    [InlineData("once: ./x --fast", "once", "./x --fast")]
    [InlineData("http://127.0.0.1:8000", "http", "http://127.0.0.1:8000")]
    [InlineData("dotnet:bin/My.dll!My.Client", "dotnet", "bin/My.dll!My.Client")]
    [InlineData("C:\\tools\\client.exe", "cmd", "C:\\tools\\client.exe")]
    public void A_client_is_read_as_it_is_written(string text, string kind, string target)
    {
        ClientSpec.Parse(text).ShouldBe(new ClientSpec(kind, target));
    }

    [Theory]
    [InlineData("", "write a command")]
    [InlineData("cdm:node x", "choose from cmd:")]
    [InlineData("cmd:", "the command is empty")]
    [InlineData("cmd:node 'x", "is not closed")]
    [InlineData("dotnet:My.dll", "write dotnet:path/MyClient.dll!MyNamespace.MyType")]
    [InlineData("browser:agent", "write http://host:port")]
    public void A_slip_is_answered_with_the_next_step(string text, string message)
    {
        Should.Throw<FormatException>(() => ClientSpec.Parse(text)).Message.ShouldContain(message);
    }

    [Theory]
    [InlineData("a  b\tc", "a|b|c")]
    [InlineData("a 'b c' \"d e\"", "a|b c|d e")]
    [InlineData("a '' x", "a||x")]
    [InlineData("a \"say \\\"hi\\\"\" C:\\x\\y", "a|say \"hi\"|C:\\x\\y")]
    [InlineData("a --name='b c'", "a|--name=b c")]
    public void A_command_is_split_without_a_shell(string text, string words)
    {
        string.Join('|', CommandText.Split(text)).ShouldBe(words);
    }

    [Fact]
    public async Task A_class_in_an_assembly_is_a_client()
    {
        var assembly = typeof(EchoClient).Assembly.Location;
        await using var client = ClientSpec.Parse($"dotnet:{assembly}!{typeof(EchoClient).FullName}").Create();

        var introduction = await client.StartAsync(TestContext.Current.CancellationToken);
        var answer = await client.RunAsync(BadClient.Order(), _ => { }, TestContext.Current.CancellationToken);

        introduction.Client.Name.ShouldBe("echo");
        answer.Outcome.ShouldBe("ok", answer.Breakdown?.Detail + answer.Errored?.Traceback);
    }

    [Theory]
    [InlineData("throws", "it broke")]
    [InlineData("other", "$.run: answered for \"r99\"")]
    [InlineData("word", "$.outcome: expected")]
    [InlineData("hangs", "its task is still running")]
    public async Task A_class_is_judged_as_a_program_is(string habit, string detail)
    {
        var limits = BadClient.Limits;
        await using var client = new InProcessClient(new EchoClient(), limits, TimeProvider.System);

        var answer = await client.RunAsync(
            BadClient.Order(name: habit, deadlineMs: 100),
            _ => { },
            TestContext.Current.CancellationToken
        );

        (answer.Breakdown?.Detail ?? answer.Errored!.Message).ShouldContain(detail);
    }

    [Fact]
    public void An_assembly_without_that_type_names_those_it_has()
    {
        var assembly = typeof(EchoClient).Assembly.Location;

        var failure = Should.Throw<ClientUnavailableException>(() =>
            ClientSpec.Parse($"dotnet:{assembly}!Nobody").Create()
        );

        failure.Message.ShouldContain($"choose from {typeof(EchoClient).FullName}");
    }
}

/// <summary>A client that answers at once; the name of the case says how.</summary>
public sealed class EchoClient : IConformanceClient
{
    public ClientIntroduction Introduction { get; } =
        new()
        {
            Protocol = 1,
            Client = new ClientCard { Name = "echo" },
            Capabilities = ["stream"],
            Transports = ["sse"],
        };

    public Task<CaseAnswer> RunAsync(CaseOrder order, Action<ClientNote> note, CancellationToken cancellation) =>
        order.Case switch
        {
            "throws" => throw new InvalidOperationException("it broke"),
            "other" => Task.FromResult(new CaseAnswer { Run = "r99", Outcome = "ok" }),
            "word" => Task.FromResult(new CaseAnswer { Run = order.Run, Outcome = "fine" }),
            "hangs" => new TaskCompletionSource<CaseAnswer>().Task,
            _ => Task.FromResult(new CaseAnswer { Run = order.Run, Outcome = "ok" }),
        };
}
