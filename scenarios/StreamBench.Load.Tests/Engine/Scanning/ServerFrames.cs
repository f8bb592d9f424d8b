using System.Buffers.Binary;
using System.Text;

namespace StreamBench.Load.Tests.Engine.Scanning;

/// <summary>Frames as a server writes them, by hand from RFC 6455 §5.2, in fragments with pings between them.</summary>
internal sealed class ServerFrames
{
    private readonly List<byte> wire = [];

    internal byte[] Bytes => [.. wire];

    internal List<string> Messages { get; } = [];

    internal int Pings { get; private set; }

    internal void Message(string text, int fragments)
    {
        Messages.Add(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < fragments; i++)
        {
            var piece = bytes[(bytes.Length * i / fragments)..(bytes.Length * (i + 1) / fragments)];
            Frame(final: i == fragments - 1, opcode: i == 0 ? 1 : 0, piece);
            if (i < fragments - 1)
            {
                Frame(final: true, opcode: 9, Encoding.UTF8.GetBytes("are you there"));
                Pings++;
            }
        }
    }

    internal void Close(ushort code, string reason)
    {
        var payload = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        Frame(final: true, opcode: 8, [.. payload, .. Encoding.UTF8.GetBytes(reason)]);
    }

    internal void Frame(bool final, int opcode, byte[] payload)
    {
        wire.Add((byte)((final ? 0x80 : 0) | opcode));
        if (payload.Length < 126)
        {
            wire.Add((byte)payload.Length);
        }
        else
        {
            wire.AddRange([126, (byte)(payload.Length >> 8), (byte)payload.Length]);
        }

        wire.AddRange(payload);
    }
}
