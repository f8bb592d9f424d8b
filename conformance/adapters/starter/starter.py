"""The smallest adapter: replace `follow` by a call of your client."""

import json
import sys


def follow(order):
    # Connect to order["url"], send order["message"], read until order["stop"] holds.
    raise NotImplementedError("call your client here")


for line in sys.stdin:
    order = json.loads(line)
    if order["cmd"] == "start":
        answer = {"re": "start", "protocol": 1, "client": {"name": "my-client"}, "capabilities": ["stream", "resume"], "transports": ["sse"]}
    elif order["cmd"] == "case":
        try:
            answer = {"re": "case", "run": order["run"], "outcome": "ok", "state": follow(order)}
        except Exception as error:
            answer = {"re": "case", "run": order["run"], "errored": True, "context": {"message": str(error)}}
    elif order["cmd"] == "do":
        answer = {"re": "do", "run": order["run"], "step": order["step"], "unsupported": True}
    else:
        break
    print(json.dumps(answer), flush=True)
