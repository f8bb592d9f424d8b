using System.Text.Json;

namespace StreamBench.Conformance.Results;

/// <summary>
/// Writes <c>results.jsonl</c>: the header at once, each run when it ends, the footer last. Every line reaches the operating
/// system before the call returns, so a kill costs the runs under way and no more. Safe for runs that end at the same time.
/// </summary>
/// <remarks>Long texts are cut with a note: 64 Ki characters for a value, 50 differences for a check, 2,000 lines of trace.</remarks>
public sealed class ResultWriter : IDisposable
{
    private readonly Lock gate = new();
    private readonly Stream output;
    private int runs;
    private bool finished;

    /// <summary>Writes the header to <paramref name="output"/>, which is flushed after each line, and disposed with this.</summary>
    public ResultWriter(Stream output, RunHeader header)
    {
        ArgumentNullException.ThrowIfNull(output);
        this.output = output;
        Append(header);
    }

    /// <summary>Starts a file anew at <paramref name="path"/>; its folder is made when it is not there.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static ResultWriter Create(string path, RunHeader header)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        // Without a buffer of its own, a line is one write. Others may read while the run goes on.
        return new ResultWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0), header);
    }

    /// <summary>How many runs have a line.</summary>
    public int Runs
    {
        get
        {
            lock (gate)
            {
                return runs;
            }
        }
    }

    /// <summary>Writes a run.</summary>
    /// <exception cref="InvalidOperationException">The footer is written already.</exception>
    public void Write(RunResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var bounded = RunBounds.Of(run);
        lock (gate)
        {
            if (finished)
            {
                throw new InvalidOperationException($"{run.Path} ended after the footer was written");
            }

            Append(bounded);
            runs++;
        }
    }

    /// <summary>Writes the footer; its number of runs is the writer's own count.</summary>
    public void Finish(RunFooter footer)
    {
        ArgumentNullException.ThrowIfNull(footer);
        lock (gate)
        {
            Append(footer with { Runs = runs });
            finished = true;
        }
    }

    /// <summary>Writes a whole result, such as a merged one.</summary>
    public static void Write(Stream output, ResultSet results)
    {
        ArgumentNullException.ThrowIfNull(results);
        using var writer = new ResultWriter(output, results.Header);
        foreach (var run in results.Runs)
        {
            writer.Write(run);
        }

        if (results.Footer is { } footer)
        {
            writer.Finish(footer);
        }
    }

    /// <inheritdoc />
    public void Dispose() => output.Dispose();

    private void Append(ResultLine line)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(line, ResultJson.Readable.ResultLine);
        output.Write([.. bytes, (byte)'\n']);
        output.Flush();
    }
}
