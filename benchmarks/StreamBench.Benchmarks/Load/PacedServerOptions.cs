using System.Globalization;

namespace StreamBench.Benchmarks.Load;

/// <summary>What a <see cref="PacedServer"/> says, and when; milliseconds.</summary>
internal sealed record PacedServerOptions
{
    internal int Port { get; init; }

    /// <summary>Events of a turn, the hello left out; 0 holds streams in silence.</summary>
    internal int Events { get; init; }

    internal int Interval { get; init; } = 50;

    /// <summary>Before the hello; each stream up to 100 ms longer.</summary>
    internal int First { get; init; } = 50;

    /// <summary>So many streams at the begin are the client's warm-up, and are in no true time.</summary>
    internal int Skip { get; init; }

    internal static PacedServerOptions Parse(string[] args)
    {
        var options = new PacedServerOptions();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--port" => options with { Port = value },
                "--events" => options with { Events = value },
                "--interval" => options with { Interval = value },
                "--first" => options with { First = value },
                "--skip" => options with { Skip = value },
                _ => throw new FormatException($"unknown option {args[i]}"),
            };
        }

        return options;
    }

    internal string[] ToArgs() =>
        [
            "--port",
            $"{Port}",
            "--events",
            $"{Events}",
            "--interval",
            $"{Interval}",
            "--first",
            $"{First}",
            "--skip",
            $"{Skip}",
        ];
}
