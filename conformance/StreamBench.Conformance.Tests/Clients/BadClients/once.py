"""A client that is started for each case. The name of the case says what it does.

It holds a connection to the port of its first argument, which ends when the client has ended.
"""

import json
import os
import socket
import sys
import time


def say(**message):
    print(json.dumps(message))


if "STREAMBENCH_START" in os.environ:
    say(re="start", protocol=1, client={"name": "once"}, capabilities=["stream", "resume"], transports=["sse"])
    sys.exit(0)

if len(sys.argv) > 2:
    lifeline = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
order = json.loads(os.environ["STREAMBENCH_CASE"])
assert sys.argv[-1] == order["url"]
state = {"turns": [], "items": [], "inputEnabled": True}
print("connecting", file=sys.stderr)
if order["case"] == "LINE":
    print("some log")
    say(re="case", run=order["run"], outcome="ok", state=state)
elif order["case"] == "FILE":
    with open(os.environ["STREAMBENCH_STATE_FILE"], "w") as file:
        json.dump(state, file)
elif order["case"] == "BAD-FILE":
    with open(os.environ["STREAMBENCH_STATE_FILE"], "w") as file:
        json.dump({"items": 7}, file)
elif order["case"] == "OTHER":
    say(re="case", run="r99", outcome="ok")
elif order["case"] == "EXIT":
    sys.exit(3)
elif order["case"] == "HANG":
    time.sleep(3600)
elif order["case"] == "FLOOD":
    while True:
        sys.stdout.write("x" * (1 << 20))
