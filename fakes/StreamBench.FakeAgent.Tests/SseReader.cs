using System.Text;
using System.Text.Json;

namespace StreamBench.FakeAgent.Tests;

/// <summary>One block of an event stream, as the lines said it.</summary>
internal sealed record SseBlock(string? Id, string? Data, string? Comment, int? RetryMs, string Raw)
{
    internal JsonElement Json => JsonElement.Parse(Data!);

    internal string Type => Json.GetProperty("type").GetString()!;
}

/// <summary>Reads an event stream block by block, by the plainest means.</summary>
internal sealed class SseReader(Stream stream, CancellationToken watchdog) : IDisposable
{
    private readonly StreamReader lines = new(stream, new UTF8Encoding(false, true));

    /// <summary>The next block, or null at the end of the stream.</summary>
    internal async Task<SseBlock?> ReadAsync()
    {
        var block = new SseBlock(null, null, null, null, "");
        while (await lines.ReadLineAsync(watchdog) is { } line)
        {
            if (line.Length == 0)
            {
                return block;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart(' ');
            block = block with { Raw = block.Raw + line + "\n" };
            block = line[..colon] switch
            {
                "id" => block with { Id = value },
                "data" => block with { Data = value },
                "retry" => block with { RetryMs = int.Parse(value) },
                "" => block with { Comment = value },
                _ => throw new FormatException($"unexpected line {line}"),
            };
        }

        return null;
    }

    /// <summary>Every block to the end of the stream.</summary>
    internal async Task<List<SseBlock>> ReadAllAsync()
    {
        var blocks = new List<SseBlock>();
        while (await ReadAsync() is { } block)
        {
            blocks.Add(block);
        }

        return blocks;
    }

    /// <summary>The next numbered events, as many as asked for.</summary>
    internal async Task<List<SseBlock>> ReadEventsAsync(int count)
    {
        var events = new List<SseBlock>();
        while (events.Count < count && await ReadAsync() is { } block)
        {
            if (block.Data is not null && block.Json.TryGetProperty("seq", out _))
            {
                events.Add(block);
            }
        }

        return events;
    }

    public void Dispose() => lines.Dispose();
}
