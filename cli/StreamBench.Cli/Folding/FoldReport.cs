using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StreamBench.Protocol.Equality;
using StreamBench.Protocol.Events;
using StreamBench.Protocol.Reduction;
using StreamBench.Protocol.Wire;

namespace StreamBench.Cli.Folding;

/// <summary>Reads events as JSON lines and prints what became of each, then the state and its digest.</summary>
internal sealed class FoldReport(string source, TextWriter output, TextWriter error)
{
    /// <summary>Longest line read, in bytes: 16 MiB, the bound of one snapshot.</summary>
    internal const int MaxLineBytes = 16 << 20;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Reducer reducer = new();
    private int epoch;
    private int line;
    private bool clean = true;

    /// <summary>True when every line was an event or a control frame and the state has a digest.</summary>
    internal async Task<bool> RunAsync(Stream input, CancellationToken cancellation)
    {
        var reader = PipeReader.Create(input);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, read.IsCompleted, out var bytes))
            {
                Fold(bytes);
            }

            if (rest.Length > MaxLineBytes)
            {
                Complain(1, $"the line is longer than {MaxLineBytes} bytes; nothing after it was read");
                break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
        PrintState();
        return clean;
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool last, out ReadOnlySequence<byte> bytes)
    {
        if (rest.PositionOf((byte)'\n') is { } end)
        {
            bytes = rest.Slice(0, end);
            rest = rest.Slice(rest.GetPosition(1, end));
            return true;
        }

        bytes = rest;
        rest = last ? rest.Slice(rest.End) : rest;
        return last && !bytes.IsEmpty;
    }

    private void Fold(ReadOnlySequence<byte> bytes)
    {
        line++;
        var text = bytes.ToArray().AsSpan().Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return;
        }

        var read = PayloadReader.Read(text);
        if (!read.Ok)
        {
            Complain(read.Problem.Position + 1, read.Problem.Message);
        }
        else if (read.Payload is Hello hello)
        {
            epoch = hello.Epoch;
        }
        else if (read.Payload is StreamEvent happening)
        {
            Print(happening.Seq, reducer.Apply(happening.Epoch == 0 ? happening with { Epoch = epoch } : happening));
        }
    }

    private void Print(long seq, Outcomes outcomes) =>
        WriteLine(json =>
        {
            json.WriteNumber("seq"u8, seq);
            json.WriteStartArray("outcomes"u8);
            foreach (var outcome in outcomes)
            {
                json.WriteStringValue(outcome.ToString());
            }

            json.WriteEndArray();
        });

    private void PrintState() =>
        WriteLine(json =>
        {
            json.WriteNumber("lastSeq"u8, reducer.State.LastSeq);
            json.WriteBoolean("needResync"u8, reducer.State.NeedResync);
            var content = new ArrayBufferWriter<byte>();
            try
            {
                StateContent.Write(content, reducer.State);
                json.WritePropertyName("state"u8);
                json.WriteRawValue(content.WrittenSpan, skipInputValidation: true);
                json.WriteString("digest"u8, StateDigest.OfContent(content.WrittenSpan));
            }
            catch (FormatException e)
            {
                Complain(1, $"the state at the end has no digest: {e.Message}");
                json.WriteNull("state"u8);
                json.WriteNull("digest"u8);
            }
        });

    private void WriteLine(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.WrittenSpan));
    }

    private void Complain(long column, string message)
    {
        clean = false;
        error.WriteLine($"{source}:{line}:{column}: {message}");
    }
}
