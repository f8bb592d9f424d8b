namespace StreamBench.FaultProxy.Framing;

/// <summary>Follows right JSON byte by byte: knows when it stands in the array <c>events</c> of the outermost object, and not deeper.</summary>
internal sealed class JsonNesting
{
    private const int ArrayDepth = 2;

    private int depth;
    private bool isInString;
    private bool isEscaped;
    private bool isValue;
    private bool isEventsOpen;
    private bool isNameRight;
    private int nameLength;

    /// <summary>The member whose array holds the events.</summary>
    public static ReadOnlySpan<byte> Events => "events"u8;

    /// <summary>Whether the next byte stands between elements of the array, or begins one.</summary>
    public bool IsInEvents => isEventsOpen && depth == ArrayDepth && !isInString;

    public void Read(byte b)
    {
        if (isInString)
        {
            ReadText(b);
            return;
        }
        switch (b)
        {
            case (byte)'"':
                isInString = true;
                if (depth == 1 && !isValue)
                    (isNameRight, nameLength) = (true, 0);
                break;
            case (byte)'{' or (byte)'[':
                depth++;
                isEventsOpen |=
                    b == '[' && depth == ArrayDepth && isValue && isNameRight && nameLength == Events.Length;
                break;
            case (byte)'}' or (byte)']':
                depth--;
                isEventsOpen &= depth >= ArrayDepth;
                break;
            case (byte)':' when depth == 1:
                isValue = true;
                break;
            case (byte)',' when depth == 1:
                isValue = false;
                break;
        }
    }

    private void ReadText(byte b)
    {
        if (isEscaped || b == '\\')
            isEscaped = !isEscaped;
        else if (b == '"')
        {
            isInString = false;
            return;
        }
        if (depth != 1 || isValue)
            return;
        isNameRight = isNameRight && nameLength < Events.Length && b == Events[nameLength];
        nameLength++;
    }
}
