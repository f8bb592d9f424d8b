using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using StreamBench.Load.Clocks;
using StreamBench.Load.Counters;
using StreamBench.Load.Running;

namespace StreamBench.Cli.Loading;

/// <summary><c>--metrics URL</c>: the numbers of a run as OTLP metrics, for the dashboards that people have.</summary>
internal sealed class LoadMetrics : IDisposable
{
    private const string Name = "StreamBench.Load";

    private static readonly double[] Percents = [50, 95, 99];

    private readonly Meter meter = new(Name);
    private readonly MeterProvider provider;
    private readonly Gauge<long> open;
    private readonly Gauge<double> percentiles;
    private readonly Counter<long> counters;

    private LoadMetrics(Uri collector)
    {
        open = meter.CreateGauge<long>("streambench.load.open", "{stream}", "Streams open at the end of a second");
        percentiles = meter.CreateGauge<double>("streambench.load.clock", "s", "A percentile of a clock in a second");
        counters = meter.CreateCounter<long>("streambench.load.count", "{event}", "What was counted, by counter");
        provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(Name)
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = collector;
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build();
    }

    /// <summary>Sends to a collector; null sends nowhere.</summary>
    internal static LoadMetrics? To(string? collector) =>
        collector is null ? null : new LoadMetrics(new Uri(new Uri(collector), "/v1/metrics"));

    internal void Show(RunSecond second)
    {
        var tally = second.Interval.Tallies().Sum(warmUp: false);
        open.Record(second.Interval.Open);
        foreach (var counter in CounterTable.All.Where(counter => tally[counter.Counter] > 0))
        {
            counters.Add(tally[counter.Counter], new KeyValuePair<string, object?>("counter", counter.Name));
        }

        foreach (var clock in ClockTable.All)
        {
            var reading = tally.Read(clock.Clock, ClockColumn.Intended);
            foreach (var percent in Percents)
            {
                if (reading.Percentile(percent) is { } nanoseconds)
                {
                    percentiles.Record(
                        nanoseconds / 1e9,
                        new KeyValuePair<string, object?>("clock", clock.Name),
                        new KeyValuePair<string, object?>("percentile", percent)
                    );
                }
            }
        }
    }

    public void Dispose()
    {
        provider.ForceFlush();
        provider.Dispose();
        meter.Dispose();
    }
}
