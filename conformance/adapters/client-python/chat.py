"""The client: follows a conversation of streambench/1 over server-sent events with urllib, and comes back after every drop."""

import json
import random
import time
import urllib.error
import urllib.request

from sse import events
from state import Conversation


class Chat:
    def __init__(self, order):
        self.base = f'{order["url"]}/v1/conversations/{order["conversation"]}'
        self.config, self.stop, self.conversation = order["config"], order["stop"], Conversation()
        self.has_left = False
        self.deadline = time.monotonic() + self.stop["deadlineMs"] / 1000

    def leave(self):
        self.has_left = True

    def follow(self, message):
        """Sends the message, if there is one, and follows until the turn or the stream has ended. Answers with the outcome."""
        chat, in_vain = self.conversation, 0
        if message:
            self.submit(message)
        while not chat.is_done(self.stop):
            if self.is_over() or in_vain > 10:
                return "gave_up"
            before = chat.cursor
            try:
                self.connect()
            except urllib.error.HTTPError as error:
                if error.code == 401:
                    return "auth_required"
                if error.code < 500 and error.code not in (408, 429):
                    return "error"
                time.sleep(int(error.headers.get("retry-after") or 0))
            except ConnectionAbortedError:
                return "error"
            except TimeoutError:  # silent: a server that is not there at all closes no turn
                chat.give_up_turns(self.config["turnTimeoutMs"])
            except (OSError, ValueError):
                pass  # cut, or half a message: ask again from the cursor
            in_vain = 0 if chat.cursor != before else in_vain + 1
            if not chat.is_done(self.stop):
                self.wait(in_vain)
        return "ok"

    def is_over(self):
        return self.has_left or time.monotonic() > self.deadline

    def wait(self, in_vain):
        longest = self.config["maxRetryMs"]
        own = min(longest, self.config["initialRetryMs"] * 2**in_vain) * random.uniform(0.8, 1.2)
        time.sleep(max(self.conversation.retry_ms, own) / 1000)

    def connect(self):
        """One connection: reads until the turn, the stream or the server's patience ends, or nothing comes for too long."""
        chat, config = self.conversation, self.config
        headers = {"accept": "text/event-stream"}
        if chat.cursor:
            headers["last-event-id"] = chat.cursor.encode().decode("latin-1")  # UTF-8, byte for byte
        silence = min(config["idleTimeoutMs"], config["turnTimeoutMs"]) / 1000
        with self.request("/events", headers, None, silence) as answer:
            if answer.status == 204:
                chat.ended = True
            elif not answer.headers.get("content-type", "").lower().startswith("text/event-stream"):
                raise ConnectionAbortedError("no stream of events")
            for event_id, data in events(answer):
                if data and not chat.take(json.loads(data), event_id):
                    break  # a hole: ask again from the cursor
                if chat.is_done(self.stop) or self.is_over() or chat.give_up_turns(config["turnTimeoutMs"]):
                    break

    def submit(self, message):
        for _ in range(5):  # the same clientMessageId again is no second turn
            try:
                headers = {"content-type": "application/json"}
                return self.request("/turns", headers, message, self.config["connectTimeoutMs"] / 1000).close()
            except urllib.error.HTTPError as error:
                if error.code < 500:
                    return None
            except OSError:
                pass
            time.sleep(0.05)
        return None

    def request(self, path, headers, body, timeout):
        data = None if body is None else json.dumps(body).encode()
        all_headers = headers | self.config.get("headers", {})
        return urllib.request.urlopen(urllib.request.Request(self.base + path, data, all_headers), timeout=timeout)
