using System.Net;
using StreamBench.Load.Engine.Scanning;

namespace StreamBench.Benchmarks.Load;

/// <summary>What one client process is to do.</summary>
internal sealed record ClientOptions
{
    /// <summary>engine, sockets, portable or plain; verified, unverified or held for whole runs.</summary>
    internal string Client { get; init; } = "engine";

    internal Uri Url { get; init; } = new("http://127.0.0.1:9100/?events=20000");

    internal int Streams { get; init; } = 100;

    internal double Seconds { get; init; } = 3;

    /// <summary>Counted only after this.</summary>
    internal double WarmUpSeconds { get; init; } = 1;

    /// <summary>Starts a second of an open model; 0 keeps <see cref="Streams"/> open at once.</summary>
    internal int Rate { get; init; }

    /// <summary>How many starts of an open model there are in all.</summary>
    internal int Starts { get; init; } = int.MaxValue;

    internal int Loops { get; init; } = 1;

    internal int Sources { get; init; }

    internal StreamFraming Framing { get; init; }

    /// <summary>lp, streaming or grpc, where SocketsHttpHandler carries the streams; event streams when null.</summary>
    internal string? Road { get; init; }

    /// <summary>Streams of a whole run that only watch.</summary>
    internal int Watchers { get; init; }

    /// <summary>1.1 or 2, where SocketsHttpHandler carries the streams.</summary>
    internal Version Http { get; init; } = HttpVersion.Version11;

    internal static ClientOptions Parse(string[] args)
    {
        var options = new ClientOptions();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--client" => options with { Client = value },
                "--url" => options with { Url = new Uri(value) },
                "--streams" => options with { Streams = int.Parse(value) },
                "--seconds" => options with { Seconds = double.Parse(value) },
                "--warm-up" => options with { WarmUpSeconds = double.Parse(value) },
                "--rate" => options with { Rate = int.Parse(value) },
                "--starts" => options with { Starts = int.Parse(value) },
                "--loops" => options with { Loops = int.Parse(value) },
                "--sources" => options with { Sources = int.Parse(value) },
                "--watchers" => options with { Watchers = int.Parse(value) },
                "--http" => options with { Http = Version.Parse(value) },
                "--framing" => options with { Framing = Enum.Parse<StreamFraming>(value, ignoreCase: true) },
                "--road" => options with { Road = value },
                _ => throw new FormatException($"unknown option {args[i]}"),
            };
        }

        return options;
    }
}
