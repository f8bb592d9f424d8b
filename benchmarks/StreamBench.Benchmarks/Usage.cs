namespace StreamBench.Benchmarks;

internal static class Usage
{
    internal static void Print(IEnumerable<(string Name, string About)> benchmarks)
    {
        Console.WriteLine("dotnet run -c Release --project benchmarks/StreamBench.Benchmarks -- NAME");
        Console.WriteLine();
        foreach (var (name, about) in benchmarks)
        {
            Console.WriteLine($"  {name, -12} {about}");
        }
    }
}
