using System.Buffers;
using System.Text;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Wire;

namespace StreamBench.FakeAgent.Tests.Scripts;

/// <summary>A journal as JSON lines, to be compared byte by byte.</summary>
internal static class JournalText
{
    internal static string Of(IEnumerable<StreamEvent> journal)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var entry in journal)
        {
            PayloadWriter.Write(output, entry);
            output.Write("\n"u8);
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
