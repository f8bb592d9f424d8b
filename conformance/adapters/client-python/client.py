"""A StreamBench client under test: the standard library and nothing else. SBCP/1 on stdin/stdout, server-sent events on the wire."""

import json
import sys
import threading
import time
import urllib.error
import urllib.request

from state import Conversation

runs = {}
writing = threading.Lock()


def say(**message):
    with writing:  # one line at a time, whole and flushed
        print(json.dumps(message), flush=True)


def events(body):
    """Server-sent events (HTML 9.2.6). The id of an event counts once a blank line has ended it."""
    event_id, data = None, []
    for raw in body:
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if line == "" and raw.endswith(b"\n"):
            if data:
                yield event_id, "\n".join(data)
            data = []
        elif field == "data":
            data.append(value)
        elif field == "id":
            event_id = value


def request(url, headers, body, order):
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(url, data, headers | order["config"].get("headers", {})), timeout=2)


def submit(base, order):
    for _ in range(5):  # the same clientMessageId again is no second turn
        try:
            return request(base + "/turns", {"content-type": "application/json"}, order["message"], order).close()
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return None
        except OSError:
            pass
        time.sleep(0.05)
    return None


def follow(base, chat, order, over):
    """One connection. Answers False when it is no use to ask again."""
    headers = {"accept": "text/event-stream"}
    if chat.cursor:
        headers["last-event-id"] = chat.cursor
    with request(base + "/events", headers, None, order) as answer:
        if answer.status == 204:
            chat.ended = True
        elif not answer.headers.get("content-type", "").lower().startswith("text/event-stream"):
            return False
        for event_id, data in events(answer):
            if not chat.take(json.loads(data), event_id) or chat.is_done(order["stop"]) or over():
                break  # a hole, the end, or the user has left
    return True


def run(order):
    base = f'{order["url"]}/v1/conversations/{order["conversation"]}'
    chat, outcome, in_vain = Conversation(), "ok", 0
    deadline = time.monotonic() + order["stop"]["deadlineMs"] / 1000
    over = lambda: time.monotonic() > deadline or order["run"] not in runs
    if order.get("message"):
        submit(base, order)
    while not chat.is_done(order["stop"]) and outcome == "ok":
        before = chat.cursor
        try:
            if not follow(base, chat, order, over):
                outcome = "error"
        except urllib.error.HTTPError as error:
            if 400 <= error.code < 500 and error.code not in (408, 429):
                outcome = "auth_required" if error.code == 401 else "error"
            else:
                time.sleep(int(error.headers.get("retry-after") or 0))
        except (OSError, ValueError):
            pass  # cut, silent or half a message: ask again from the cursor
        in_vain = 0 if chat.cursor != before else in_vain + 1
        if outcome == "ok" and not chat.is_done(order["stop"]):
            outcome = "gave_up" if in_vain > 10 or over() else outcome
            time.sleep(max(chat.retry_ms, order["config"]["initialRetryMs"]) / 1000)
    runs.pop(order["run"], None)
    say(re="case", run=order["run"], outcome=outcome, state=chat.report())


for line in sys.stdin:
    message = json.loads(line)
    if message["cmd"] == "start":
        client = {"name": "client-python", "language": "Python"}
        say(re="start", protocol=1, client=client, capabilities=["stream", "resume", "state", "tools"], transports=["sse"], maxConcurrency=8)
    elif message["cmd"] == "case":
        runs[message["run"]] = threading.Thread(target=run, args=(message,), daemon=True)
        runs[message["run"]].start()
    elif message["cmd"] == "do":
        known = message["action"] == "dispose" and runs.pop(message["run"], None) is not None
        say(re="do", run=message["run"], step=message["step"], ok=known, unsupported=not known)
    elif message["cmd"] == "stop":
        break
