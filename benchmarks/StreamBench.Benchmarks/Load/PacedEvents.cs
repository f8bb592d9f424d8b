using System.Text;

namespace StreamBench.Benchmarks.Load;

/// <summary>The events of a native turn as chunks of a response, rendered once for all streams.</summary>
internal static class PacedEvents
{
    /// <summary>Place of the first event with text; the hello is at 0.</summary>
    internal const int FirstText = 3;

    /// <summary>The first event of a stream, which names its conversation.</summary>
    internal static byte[] Hello(string conversation) =>
        Chunk(
            $"data: {{\"type\":\"hello\",\"conversation\":\"{conversation}\",\"epoch\":1,\"resume\":\"live\"}}\n\n",
            end: ""
        );

    internal static byte[][] Render(int count) =>
        [.. Enumerable.Range(1, count).Select(seq => Event(seq, Members(seq, count), seq == count))];

    private static (string Type, string Members) Members(int seq, int count) =>
        seq switch
        {
            1 => ("turn.open", ""),
            2 => ("item.open", ",\"item\":\"i1\",\"kind\":\"text\""),
            _ when seq == count - 1 => ("item.close", ",\"item\":\"i1\""),
            _ when seq == count => ("turn.close", ",\"status\":\"completed\""),
            _ => ("text.append", ",\"item\":\"i1\",\"text\":\" the quick brown\""),
        };

    private static byte[] Event(int seq, (string Type, string Members) say, bool isLast) =>
        Chunk(
            $"id: 1:{seq}\ndata: {{\"type\":\"{say.Type}\",\"seq\":{seq},\"turn\":\"t1\"{say.Members}}}\n\n",
            isLast ? "0\r\n\r\n" : ""
        );

    private static byte[] Chunk(string text, string end) =>
        Encoding.ASCII.GetBytes($"{text.Length:x}\r\n{text}\r\n{end}");
}
