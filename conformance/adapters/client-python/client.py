"""The adapter: SBCP/1 on stdin and stdout. The client that it adapts is in chat.py."""

import json
import sys
import threading

from chat import Chat

chats = {}
writing = threading.Lock()


def say(**message):
    with writing:  # one line at a time, whole and flushed
        print(json.dumps(message), flush=True)


def run(order):
    chat = chats[order["run"]]
    try:
        outcome = chat.follow(order.get("message"))
        say(re="case", run=order["run"], outcome=outcome, state=chat.conversation.report())
    except Exception as error:  # a thread that dies would never answer
        say(re="case", run=order["run"], errored=True, context={"message": repr(error)})
    del chats[order["run"]]


for line in sys.stdin:
    message = json.loads(line)
    if message["cmd"] == "start":
        client = {"name": "client-python", "language": "Python"}
        capabilities = ["stream", "resume", "state", "tools"]
        say(re="start", protocol=1, client=client, capabilities=capabilities, transports=["sse"], maxConcurrency=8)
    elif message["cmd"] == "case":
        chats[message["run"]] = Chat(message)
        threading.Thread(target=run, args=(message,), daemon=True).start()
    elif message["cmd"] == "do":
        chat = chats.get(message["run"])
        done = "ok" if chat and message["action"] == "dispose" else "unsupported"
        if done == "ok":
            chat.leave()
        say(re="do", run=message["run"], step=message["step"], **{done: True})
    elif message["cmd"] == "stop":
        break
