using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using StreamBench.Testing;
using StreamBench.Transports.Http;

namespace StreamBench.Transports.Tests;

public sealed class WebSocketTransportTests : IDisposable
{
    private const byte Text = 0x1;
    private const byte Binary = 0x2;
    private const byte Close = 0x8;
    private const byte Ping = 0x9;
    private const byte Final = 0x80;

    private readonly HttpMessageInvoker http = TransportHttp.Create();
    private readonly CancellationTokenSource watchdog = new(TimeSpan.FromSeconds(30));

    public void Dispose()
    {
        http.Dispose();
        watchdog.Dispose();
    }

    [Fact]
    public async Task A_message_in_fragments_of_one_byte_with_pings_between_them_is_one_message()
    {
        var payload = "{\"text\":\"é你👋\"}"u8.ToArray();
        byte[] stream =
        [
            .. payload.SelectMany(
                (one, at) => Frame((byte)(at == 0 ? Text : 0), [one]).Concat(Frame(Final | Ping, [(byte)at]))
            ),
            .. Frame(Final, []),
            .. CloseFrame(1000),
        ];

        var (messages, end) = await ReadAsync(stream);

        messages.ShouldBe(["{\"text\":\"é你👋\"}"]);
        (end.Kind, end.Code).ShouldBe((StreamEndKind.Closed, 1000));
    }

    public static TheoryData<string, byte[]> Violations =>
        new()
        {
            { "text that is no UTF-8", Frame(Final | Text, [0x22, 0xff, 0x22]) },
            { "a reserved bit", Frame(Final | 0x40 | Text, "{}"u8) },
            { "a reserved opcode", Frame(Final | 0x3, "{}"u8) },
            { "a continuation of nothing", Frame(Final, "{}"u8) },
            { "a control frame in fragments", Frame(Ping, "x"u8) },
            { "a close code that is never sent", CloseFrame(1005) },
            { "a binary message", Frame(Final | Binary, "{}"u8) },
        };

    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_violation_of_the_protocol_fails_the_connection_and_not_the_client(string what, byte[] frame)
    {
        var (messages, end) = await ReadAsync([.. Frame(Final | Text, "{}"u8), .. frame]);

        messages.ShouldBe(["{}"], what);
        end.Kind.ShouldBe(StreamEndKind.Corrupt, what);
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(4429)]
    public async Task A_close_tells_its_code(int code)
    {
        var (_, end) = await ReadAsync(CloseFrame(code));

        (end.Kind, end.Code).ShouldBe((StreamEndKind.Closed, code));
    }

    [Fact]
    public async Task An_end_without_a_close_frame_is_no_close()
    {
        var (_, end) = await ReadAsync(Frame(Final | Text, "{}"u8), staysOpen: false);

        end.Kind.ShouldBe(StreamEndKind.Truncated);
    }

    [Fact]
    public async Task A_message_over_its_bound_is_refused()
    {
        var (messages, end) = await ReadAsync(
            Frame(Final | Text, new byte[100]),
            new TransportOptions { MaxEventBytes = 50 }
        );

        messages.ShouldBeEmpty();
        end.Kind.ShouldBe(StreamEndKind.TooLarge);
    }

    private async Task<(List<string> Messages, StreamEnd End)> ReadAsync(
        byte[] stream,
        TransportOptions? options = null,
        bool staysOpen = true
    )
    {
        ByteServer? server = null;
        server = new ByteServer(async connection =>
        {
            await connection.SendAsync(Accept(server!.Requests[^1]));
            await connection.SendAsync(stream);
            if (staysOpen)
            {
                await connection.HangAsync();
            }
        });
        await using var _ = server;
        var transport = new WebSocketTransport(
            server.Address,
            http,
            options ?? new TransportOptions(),
            TimeProvider.System
        );
        await using var connection = await transport.OpenAsync(new StreamRequest("c"), watchdog.Token);
        var messages = new List<string>();
        while (await connection.ReadAsync(watchdog.Token))
        {
            messages.Add(Encoding.UTF8.GetString(connection.Current.Data.Span));
        }

        return (messages, connection.End.ShouldNotBeNull());
    }

    /// <summary>RFC 6455 §4.2.2: the key, the protocol's own GUID, SHA-1, Base64.</summary>
    private static string Accept(string request)
    {
        var key = request
            .Split("\r\n")
            .Single(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))[19..];
#pragma warning disable CA5350 // The handshake's hash is SHA-1; it protects nothing.
        var hash = SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        return "HTTP/1.1 101 X\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Accept: {Convert.ToBase64String(hash)}\r\n\r\n";
    }

    private static byte[] Frame(int head, ReadOnlySpan<byte> payload) => [(byte)head, (byte)payload.Length, .. payload];

    private static byte[] CloseFrame(int code)
    {
        var payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return Frame(Final | Close, payload);
    }
}
