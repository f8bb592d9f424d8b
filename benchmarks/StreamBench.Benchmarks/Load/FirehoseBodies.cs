using System.Buffers;
using System.Text;
using StreamBench.Dialects.Atmosphere.Framing;
using StreamBench.Protocol.Wire;

namespace StreamBench.Benchmarks.Load;

/// <summary>The same events as every transport writes them, rendered once.</summary>
internal static class FirehoseBodies
{
    /// <summary>Events of one stream.</summary>
    private const int Events = 20_000;

    /// <summary>Events of one answer to a poll, as many as the fake agent puts into one.</summary>
    private const int EventsOfAnswer = 256;

    internal static byte[] EventStream() => Render((n, output) => Write(output, $"id: {n}\ndata: {Json(n)}\n\n"));

    internal static byte[] Lengths() =>
        Render((n, output) => LengthPrefix.Write(output, Encoding.ASCII.GetBytes(Json(n))));

    /// <summary>Messages of streambench.v1.Frame: payload is field 1, cursor field 2, and neither is longer than 127 bytes.</summary>
    internal static byte[] Messages() =>
        Render(
            (n, output) =>
            {
                var (json, cursor) = (Json(n), $"{n}");
                GrpcMessages.WritePrefix(output, json.Length + cursor.Length + 4);
                output.Write<byte>([0x0a, (byte)json.Length, .. Encoding.ASCII.GetBytes(json)]);
                output.Write<byte>([0x12, (byte)cursor.Length, .. Encoding.ASCII.GetBytes(cursor)]);
            }
        );

    /// <summary>The answers to a stream's polls by the cursors that ask for them; the last one says goodbye.</summary>
    internal static Dictionary<string, byte[]> Batches()
    {
        var answers = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var from = 0; from < Events; from += EventsOfAnswer)
        {
            var until = Math.Min(Events, from + EventsOfAnswer);
            var events = Enumerable.Range(from + 1, until - from).Select(Json);
            var all = until < Events ? events : events.Append("{\"type\":\"bye\",\"reason\":\"done\"}");
            var answer = $"{{\"events\":[{string.Join(',', all)}],\"cursor\":\"{until}\"}}";
            answers[from == 0 ? "" : $"{from}"] = Encoding.ASCII.GetBytes(answer);
        }

        return answers;
    }

    private static string Json(int n) => $"{{\"seq\":{n},\"t\":0,\"tok\":\" the quick brown\"}}";

    private static void Write(IBufferWriter<byte> output, string text) => Encoding.ASCII.GetBytes(text, output);

    private static byte[] Render(Action<int, IBufferWriter<byte>> write)
    {
        var body = new ArrayBufferWriter<byte>();
        for (var n = 1; n <= Events; n++)
        {
            write(n, body);
        }

        return body.WrittenSpan.ToArray();
    }
}
