using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace StreamBench.FaultProxy.Tests.Rules;

/// <summary>gRPC over HTTP/2 as a server writes it, and what an independent reader makes of the bytes.</summary>
internal static class GrpcWire
{
    public const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private const int Data = 0;
    private const int EndStream = 1;

    /// <summary>What a server sends first.</summary>
    public static readonly byte[] Settings = Frame(4, 0, 0, [0, 3, 0, 0, 0, 100]);

    /// <summary>What a client sends first.</summary>
    public static readonly byte[] ClientBegin = [.. Encoding.ASCII.GetBytes(Preface), .. Frame(4, 0, 0, [])];

    /// <summary>A POST without content: its head in literals, so that no table is needed (RFC 7541 §6.2.2).</summary>
    public static byte[] Request(int stream, string path) =>
        Frame(
            1,
            4 | EndStream,
            stream,
            [0x83, 0x86, 4, (byte)path.Length, .. Encoding.ASCII.GetBytes(path), 1, 1, (byte)'x']
        );

    /// <summary>The head of a response; what it says is compressed and of no concern here.</summary>
    public static byte[] Headers(int stream) => Frame(1, 4, stream, [0x88, 0x5F, 0x10]);

    public static byte[] Trailers(int stream) => Frame(1, 4 | EndStream, stream, [0x40, 1, 2]);

    public static byte[] Frames(int stream, byte[] content, int size = 16_384, int padding = 0) =>
        [
            .. content
                .Chunk(size)
                .SelectMany(part =>
                    padding == 0
                        ? Frame(Data, 0, stream, part)
                        : Frame(Data, 8, stream, [(byte)padding, .. part, .. new byte[padding]])
                ),
        ];

    /// <summary>Event n as a protobuf message: <c>bytes payload = 1; string cursor = 2</c>.</summary>
    public static byte[] Event(int n)
    {
        var json = Encoding.UTF8.GetBytes($$"""{"type":"{{Wire.TypeOf(n)}}","n":{{n}}}""");
        var cursor = Encoding.UTF8.GetBytes($"1:{n}");
        return Message([0x0A, (byte)json.Length, .. json, 0x12, (byte)cursor.Length, .. cursor]);
    }

    public static byte[] Events(int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).SelectMany(Event)];

    /// <summary>The answer to a unary call.</summary>
    public static byte[] Reply(int stream) =>
        [.. Headers(stream), .. Frames(stream, Message([0x0A, 2, (byte)'t', (byte)'1'])), .. Trailers(stream)];

    /// <summary>A whole response that streams events, a message a frame.</summary>
    public static byte[] Stream(int stream, int events) =>
        [
            .. Headers(stream),
            .. Enumerable.Range(1, events).SelectMany(n => Frames(stream, Event(n))),
            .. Trailers(stream),
        ];

    public static byte[] Message(byte[] content)
    {
        var message = new byte[5 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), content.Length);
        content.CopyTo(message, 5);
        return message;
    }

    public static byte[] Frame(int type, int flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = ((byte)type, (byte)flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    /// <summary>The frames in what was received, without padding; a frame that is not whole stands last with the type -1.</summary>
    public static List<(int Type, int Flags, int Stream, byte[] Payload)> Read(byte[] received)
    {
        var frames = new List<(int, int, int, byte[])>();
        for (var at = 0; at < received.Length; )
        {
            var length =
                received.Length - at < 9
                    ? int.MaxValue
                    : BinaryPrimitives.ReadInt32BigEndian(received.AsSpan(at)) >>> 8;
            if (length > received.Length - at - 9)
            {
                frames.Add((-1, 0, 0, received[at..]));
                break;
            }
            var payload = received.AsSpan(at + 9, length).ToArray();
            if (received[at + 3] == Data && (received[at + 4] & 8) != 0)
                payload = payload[1..^payload[0]];
            frames.Add(
                (
                    received[at + 3],
                    received[at + 4],
                    BinaryPrimitives.ReadInt32BigEndian(received.AsSpan(at + 5)),
                    payload
                )
            );
            at += 9 + length;
        }
        return frames;
    }

    /// <summary>Some of the frames, as they stand on the wire.</summary>
    public static byte[] Raw(byte[] received, Func<byte[], bool> isWanted)
    {
        var raw = new List<byte>();
        for (int at = 0, length; at < received.Length; at += length)
        {
            length = 9 + (BinaryPrimitives.ReadInt32BigEndian(received.AsSpan(at)) >>> 8);
            var frame = received[at..(at + length)];
            raw.AddRange(isWanted(frame) ? frame : []);
        }
        return [.. raw];
    }

    /// <summary>The content of a response.</summary>
    public static byte[] Content(byte[] received, int stream) =>
        [
            .. Read(received)
                .Where(frame => frame.Type == Data && frame.Stream == stream)
                .SelectMany(frame => frame.Payload),
        ];

    /// <summary>The numbers of the events in a response, whole messages only.</summary>
    public static int[] Numbers(byte[] received, int stream = 1)
    {
        var content = Content(received, stream);
        var numbers = new List<int>();
        for (var at = 0; at + 5 <= content.Length; )
        {
            var end = at + 5 + BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(at + 1));
            if (end > content.Length)
                break;
            var number = Regex.Match(
                Encoding.UTF8.GetString(content, at, end - at),
                "(?<=\"n\":)[0-9]+",
                RegexOptions.None,
                World.Watchdog
            );
            numbers.Add(number.Success ? int.Parse(number.Value) : -1);
            at = end;
        }
        return [.. numbers];
    }
}
