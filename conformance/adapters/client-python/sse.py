"""Server-sent events (HTML 9.2.6)."""


def events(body):
    """(id, data) of each event, and (None, "") for every other line: a sign of life. A blank line has to end an event before its id counts."""
    event_id, data = None, []
    for raw in body:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "" and raw.endswith(b"\n"):
            if data:
                yield event_id, "\n".join(data)
            data = []
            continue
        if field == "data":
            data.append(value)
        elif field == "id":
            event_id = value
        yield None, ""
