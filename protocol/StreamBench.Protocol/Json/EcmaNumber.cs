using System.Buffers;
using System.Globalization;
using System.Text;

namespace StreamBench.Protocol.Json;

/// <summary>Numbers as ECMAScript prints them (ECMA-262 Number::toString), which RFC 8785 §3.2.2.3 demands.</summary>
internal static class EcmaNumber
{
    internal static void Write(IBufferWriter<byte> output, double value) =>
        Encoding.ASCII.GetBytes(Format(value), output);

    /// <summary>The shortest digits that read back as <paramref name="value"/>, laid out the ECMAScript way.</summary>
    internal static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("a number beyond a double has no canonical form");
        }

        if (value == 0)
        {
            return "0"; // also for -0
        }

        var (digits, pointAt) = Split(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + LayOut(digits, pointAt);
    }

    // .NET prints the same shortest digits in another layout ("1E+21", "0.0015", "1.5E-07"). Taken apart they are
    // digits d1…dk and n such that value = 0.d1…dk × 10^n.
    private static (string Digits, int PointAt) Split(string shortest)
    {
        var e = shortest.IndexOf('E');
        var mantissa = e < 0 ? shortest : shortest[..e];
        var exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), CultureInfo.InvariantCulture);
        var point = mantissa.IndexOf('.') is var at and >= 0 ? at : mantissa.Length;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leadingZeros = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leadingZeros + exponent);
    }

    private static string LayOut(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
        {
            return digits + new string('0', n - k);
        }

        if (0 < n && n <= 21)
        {
            return $"{digits[..n]}.{digits[n..]}";
        }

        if (-6 < n && n <= 0)
        {
            return $"0.{new string('0', -n)}{digits}";
        }

        var exponent = n - 1;
        var head = k == 1 ? digits : $"{digits[..1]}.{digits[1..]}";
        return $"{head}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}";
    }
}
