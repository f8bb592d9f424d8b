using System.Collections.Immutable;
using StreamBench.Transports.Client;

namespace StreamBench.Mutants;

/// <summary>A planted bug: the FIN bit is not looked at.</summary>
public sealed class FragmentsAreMessages : IMutant
{
    /// <inheritdoc/>
    public string Name => "fragments-are-messages";

    /// <inheritdoc/>
    public string Bug => "takes each fragment of a message for a message";

    /// <inheritdoc/>
    public ImmutableArray<string> CaughtBy => ["FRM-009"];

    /// <inheritdoc/>
    public ChatClientParts Plant(ChatClientParts right) => right;

    /// <inheritdoc/>
    public HttpMessageHandler PlantBelow(HttpMessageHandler right) =>
        new BytesBug(right, null, () => new FrameHeads().Whole);

    // Finds the heads of a server's frames, which have no mask, and calls each of them the last and a text.
    private sealed class FrameHeads
    {
        private readonly List<byte> head = [];
        private long payload;

        internal byte[] Whole(ReadOnlyMemory<byte> chunk)
        {
            var bytes = chunk.ToArray();
            for (var i = 0; i < bytes.Length; i++)
            {
                if (payload > 0)
                {
                    payload--;
                    continue;
                }

                if (head.Count == 0)
                {
                    var opcode = bytes[i] & 0x0F;
                    bytes[i] = (byte)(0x80 | (opcode == 0 ? 1 : opcode));
                }

                head.Add(bytes[i]);
                TakeHead();
            }

            return bytes;
        }

        private void TakeHead()
        {
            var more =
                head.Count < 2
                    ? 1
                    : (head[1] & 0x7F) switch
                    {
                        126 => 2,
                        127 => 8,
                        _ => 0,
                    };
            if (head.Count < 2 + more || head.Count < 2)
            {
                return;
            }

            payload = more == 0 ? head[1] & 0x7F : head.Skip(2).Aggregate(0L, (sum, next) => (sum << 8) + next);
            head.Clear();
        }
    }
}
