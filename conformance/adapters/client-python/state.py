"""The state of a conversation: texts, tools and approvals, from the events of streambench/1."""

import json
import time

OPEN = ("pending", "running", "awaiting_approval")
CLOSED = ("completed", "failed", "cancelled", "interrupted", "timed_out")


class Conversation:
    def __init__(self):
        self.cursor, self.seq, self.epoch, self.retry_ms, self.ended = None, 0, None, 0, False
        self.turns, self.items, self.order, self.approvals = {}, {}, [], {}
        self.progress = time.monotonic()

    def take(self, event, cursor):
        """Applies an event; answers False when one is missing before it."""
        if event["type"] == "hello":
            self.ended |= self.epoch not in (None, event["epoch"])  # a new log needs snapshots
            self.epoch, self.retry_ms = event["epoch"], event.get("retryMs", 0)
            self.progress = time.monotonic()  # only silence on an open stream counts
        if event["type"] == "bye" and event["reason"] == "done":
            self.ended = True
        seq = event.get("seq", 0)
        if seq <= self.seq:
            return True  # a control frame, or a repetition
        if seq > self.seq + 1:
            return False
        self.seq, self.cursor, self.progress = seq, cursor, time.monotonic()
        self.apply(event, self.turns.get(event.get("turn")), self.items.get(event.get("item")))
        return True

    def apply(self, event, turn, item):
        kind = event["type"]
        is_late = kind == "turn.close" and turn is not None and "synth" in turn  # the server's word counts more than a time-out
        if turn is None and kind not in ("turn.open", "approval.decision"):
            return  # of a turn that was never opened
        if item is None and kind.startswith(("text.", "tool.", "item.")) and kind != "item.open":
            return  # of an item that is not there
        if turn is None or turn["status"] == "open" or is_late or kind == "approval.decision":
            getattr(self, kind.replace(".", "_"), lambda *_: None)(event, turn, item)

    def give_up_turns(self, ms):
        """Closes the open turns when nothing has happened in them for so long, unless they wait for the user."""
        waits = any(approval["decision"] is None for approval in self.approvals.values())
        still = [turn for turn in self.turns.values() if turn["status"] == "open"]
        if waits or not still or (time.monotonic() - self.progress) * 1000 < ms:
            return False
        for turn in still:
            self.turn_close({"status": "timed_out", "synth": True}, turn, None)
        return True

    def is_done(self, stop):
        closed = sum(turn["status"] != "open" for turn in self.turns.values())
        all_closed = closed == len(self.turns) and closed >= stop.get("turns", 1)
        return stop["when"] != "dispose" and (self.ended or (stop["when"] == "turn_end" and all_closed))

    def report(self):
        return {
            "turns": list(self.turns.values()),
            "items": [self.items[name] for name in self.order],
            "approvals": list(self.approvals.values()),
            "cursor": self.cursor,
            "inputEnabled": all(turn["status"] != "open" for turn in self.turns.values()),
        }

    def turn_open(self, event, turn, item):
        self.turns.setdefault(event["turn"], {"id": event["turn"], "status": "open", "agent": event.get("agent")})

    def turn_close(self, event, turn, item):
        if event["status"] not in CLOSED:
            return  # a word of the future
        turn.pop("synth", None)
        turn |= {name: event[name] for name in ("status", "synth") if name in event}
        turn |= {"finishReason": event["finishReason"]} if event.get("finishReason") else {}
        turn |= {"error": event["error"]["code"]} if event.get("error") else {}
        for other in self.items.values():
            waits = event["status"] == "interrupted" and other.get("status") == "awaiting_approval"
            if other["turn"] == turn["id"] and other["kind"] == "tool" and other["status"] in OPEN and not waits:
                other["status"] = "interrupted"

    def item_open(self, event, turn, item):
        name, kind, role = event["item"], event["kind"], event.get("role", "assistant")
        if turn is None or item is not None or kind not in ("text", "reasoning", "tool"):
            return  # this client shows no other kinds
        item = {"id": name, "turn": turn["id"], "kind": kind, "role": role, "agent": event.get("agent", turn["agent"])}
        item |= {"name": event["name"], "status": "pending"} if kind == "tool" else {"text": ""}
        self.items[name] = item
        self.order.insert(self.order.index(event["after"]) + 1 if event.get("after") else len(self.order), name)

    def text_append(self, event, turn, item):
        item["text"] += event["text"]

    def item_replace(self, event, turn, item):
        item |= {name: event[name] for name in ("text", "value") if name in event}

    def item_close(self, event, turn, item):
        if "text" in event:
            item["text"] = event["text"]

    def item_remove(self, event, turn, item):
        self.order.remove(event["item"])

    def tool_args(self, event, turn, item):
        item["argsText"] = item.get("argsText", "") + event["text"]

    def tool_call(self, event, turn, item):
        try:
            item["args"] = event["args"] if "args" in event else json.loads(item.get("argsText", "{}"))
            item["status"] = "running"
            item.pop("argsText", None)
        except ValueError:
            item["status"] = "error"  # the text is kept

    def tool_output(self, event, turn, item):
        item["output"] = item.get("output", "") + event["text"]

    def tool_result(self, event, turn, item):
        if item["status"] in OPEN:  # the first one counts
            item["result"], item["status"] = event["result"], "error" if event.get("isError") else "success"

    def handoff(self, event, turn, item):
        name, turn["agent"] = f'handoff:{event["seq"]}', event["to"]
        item = {"id": name, "turn": turn["id"], "kind": "handoff", "role": "system", "agent": event["from"]}
        self.items[name] = item | {part: event[part] for part in ("from", "to", "reason") if part in event}
        self.order.append(name)

    def approval_request(self, event, turn, item):
        self.approvals[event["approval"]] = {"item": event.get("item"), "prompt": event["prompt"], "decision": None}
        if item:
            item["status"] = "awaiting_approval"

    def approval_decision(self, event, turn, item):
        approval = self.approvals.get(event["approval"])
        if approval and approval["decision"] is None:
            approval["decision"] = event["decision"]
            waiting = self.items.get(approval["item"], {})
            if waiting.get("status") == "awaiting_approval":
                waiting["status"] = "running" if event["decision"] in ("approved", "edited") else "denied"
