using System.Text.Json;
using StreamBench.Conformance.Clients.Processes;

namespace StreamBench.Conformance.Clients.Once;

/// <summary>The last line of an output that starts with <c>{</c>; every other line is passed over.</summary>
/// <param name="Json">The line; undefined when there is none.</param>
/// <param name="Blame">Why the line is no JSON, or null.</param>
/// <param name="Flood">Why the output was not read to its end, or null.</param>
internal readonly record struct LastLine(JsonElement Json, string? Blame = null, string? Flood = null)
{
    /// <summary>Reads the output to its end.</summary>
    internal static async Task<LastLine> ReadAsync(Stream output, ClientLimits limits)
    {
        var lines = new LineReader(output, limits.MaxLineBytes);
        byte[] last = [];
        while (true)
        {
            var line = await lines.ReadAsync(CancellationToken.None);
            if (line.End == LineEnd.TooLong)
            {
                return new LastLine(
                    default,
                    Flood: $"a line of its standard output is longer than {limits.MaxLineBytes} bytes"
                );
            }

            if (lines.BytesRead > limits.MaxOutputBytes)
            {
                return new LastLine(
                    default,
                    Flood: $"it wrote more than {limits.MaxOutputBytes} bytes to its standard output"
                );
            }

            if (line.Bytes.Length > 0 && line.Bytes.Span[0] == (byte)'{')
            {
                last = line.Bytes.ToArray();
            }

            if (line.End == LineEnd.EndOfStream)
            {
                return Parse(last, limits);
            }
        }
    }

    private static LastLine Parse(byte[] last, ClientLimits limits)
    {
        if (last.Length == 0)
        {
            return default;
        }

        try
        {
            return new LastLine(JsonElement.Parse(last, new JsonDocumentOptions { MaxDepth = limits.MaxDepth }));
        }
        catch (JsonException e)
        {
            return new LastLine(
                default,
                Blame: $"$: the last line of its standard output is no JSON object: {e.Message}"
            );
        }
    }
}
