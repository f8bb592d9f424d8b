namespace StreamBench.Benchmarks.Load;

/// <summary>The figures of several rounds: medians, and each client's ratio to the first one of the table.</summary>
internal sealed class FigureTable(string title)
{
    private readonly List<ClientFigures> rounds = [];

    internal void Add(ClientFigures figures) => rounds.Add(figures);

    internal void Print()
    {
        Console.WriteLine();
        Console.WriteLine(title);
        Console.WriteLine(
            "  client        events/s   ratio  CPU µs/event  ratio  bytes/event  gen1+2  own lag p50/p99 µs  start p50/p99 µs     MB"
        );
        var clients = rounds.GroupBy(r => r.Client).ToList();
        var (rate, cpu) = (
            Median(clients[0], c => c.EventsPerSecond),
            Median(clients[0], c => c.CpuMicrosecondsPerEvent)
        );
        foreach (var client in clients)
        {
            double Of(Func<ClientFigures, double> figure) => Median(client, figure);
            Console.WriteLine(
                $"  {client.Key, -10} {Of(c => c.EventsPerSecond), 11:N0} {Of(c => c.EventsPerSecond) / rate, 7:F2} "
                    + $"{Of(c => c.CpuMicrosecondsPerEvent), 13:F3} {Of(c => c.CpuMicrosecondsPerEvent) / cpu, 6:F2} "
                    + $"{Of(c => c.AllocatedBytesPerEvent), 12:F2} {Of(c => c.Gen1And2), 7:F0} "
                    + $"{Of(c => c.OwnLagP50), 9:F0} / {Of(c => c.OwnLagP99), -8:F0} "
                    + $"{Of(c => c.StartLagP50), 7:F0} / {Of(c => c.StartLagP99), -7:F0} {Of(c => c.ResidentMegabytes), 5:F0}"
            );
        }
    }

    private static double Median(IEnumerable<ClientFigures> rounds, Func<ClientFigures, double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
