namespace StreamBench.FaultProxy.Framing;

/// <summary>
/// The answer to one long poll, a JSON object such as <c>{"events":[…],"cursor":…}</c>: each element of the array is an event, together
/// with the comma in front of it; what stands before the first and behind the last are asides. Takes <see cref="PollAnswer"/>'s word that
/// the JSON is right.
/// </summary>
internal sealed class PollFramer : DelimitedFramer
{
    private enum Place
    {
        /// <summary>In front of the array.</summary>
        Before,

        /// <summary>In the array, between two elements.</summary>
        Between,

        /// <summary>In an element that ends with its closing bracket or quote.</summary>
        Element,

        /// <summary>In a number, true, false or null, which ends where something else begins.</summary>
        Literal,

        /// <summary>Behind the array.</summary>
        After,
    }

    private readonly JsonNesting nesting = new();
    private Place place;
    private bool endedElement;

    protected override bool EndsWithoutDelimiter => true;

    protected override int FindEnd(ReadOnlySpan<byte> input)
    {
        endedElement = false;
        if (place == Place.After)
            return -1;
        for (var i = 0; i < input.Length; i++)
        {
            if (
                place == Place.Literal
                && input[i] is (byte)',' or (byte)']' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'
            )
                return EndElement(i);
            nesting.Read(input[i]);
            switch (place)
            {
                case Place.Before when nesting.IsInEvents:
                    place = Place.Between;
                    return i + 1;
                case Place.Between when input[i] == ']':
                    place = Place.After;
                    return -1;
                case Place.Between
                    when input[i] is not ((byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'):
                    place = input[i] is (byte)'{' or (byte)'[' or (byte)'"' ? Place.Element : Place.Literal;
                    break;
                case Place.Element when nesting.IsInEvents:
                    return EndElement(i + 1);
            }
        }
        return -1;
    }

    protected override bool IsEvent(ReadOnlySpan<byte> raw) => endedElement;

    protected override bool EndedEvent => endedElement;

    private int EndElement(int at)
    {
        place = Place.Between;
        endedElement = true;
        return at;
    }
}
