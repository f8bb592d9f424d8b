"""A client with the bad habit that its argument names. Everything else it does right.

It and what it starts hold a connection to the port of the second argument, which ends when the last of them has ended.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time

habit = sys.argv[1]
if len(sys.argv) > 2:
    lifeline = socket.create_connection(("127.0.0.1", int(sys.argv[2])))
    lifeline.set_inheritable(True)


def say(**message):
    print(json.dumps(message), flush=True)


def introduce():
    say(
        re="start",
        protocol=1,
        client={"name": "bad " + habit},
        capabilities=["stream", "resume"],
        transports=["sse"],
        maxConcurrency=8,
    )


def answer(run):
    say(re="case", run=run, outcome="ok")


if habit == "deaf":  # reads nothing
    introduce()
    time.sleep(3600)
if habit == "mute":  # says nothing
    time.sleep(3600)
if habit == "stillborn":
    print("no module named chat", file=sys.stderr)
    sys.exit(7)
if habit == "stubborn":  # ignores SIGTERM and stop, and so does the child that it leaves behind
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(3600)"], close_fds=False)

first = None
for line in sys.stdin:
    order = json.loads(line)
    if order["cmd"] == "stop":
        if habit == "stubborn":
            time.sleep(3600)
        break
    if order["cmd"] == "start":
        if habit == "impostor":
            say(re="start", protocol=1, client={"name": 5}, capabilities=[], transports=[])
        elif habit == "boaster":
            say(re="start", protocol=1, client={"name": "x"}, capabilities=["stream", "resumes"], transports=["sse"])
        else:
            introduce()
        continue
    run = order["run"]
    if order["cmd"] == "do":
        if habit == "patient":
            say(re="do", run=run, step=order["step"], ok=True)
            answer(run)
        elif habit != "idle":
            say(re="do", run=run, step=order["step"], unsupported=True)
        continue
    good = order["case"] == "GOOD"
    if good:
        answer(run)
    elif habit == "hangs":
        time.sleep(3600)
    elif habit == "patient" or habit == "idle":
        pass
    elif habit == "floods-lines":
        while True:
            say(ev="status", run=run, status="open")
    elif habit == "floods-log":
        while True:
            print("debug " * 100)
    elif habit == "floods-one-line":
        while True:
            sys.stdout.write('{"re":"case",' + " " * (1 << 20))
    elif habit == "gibibyte":  # of blanks before its answer, which would be right without them
        for _ in range(1 << 10):
            sys.stdout.write(" " * (1 << 20))
        answer(run)
    elif habit == "floods-errors":
        for _ in range(64):
            sys.stderr.write("x" * (1 << 20))
        answer(run)
    elif habit == "exits":
        print("Traceback: it broke", file=sys.stderr, flush=True)
        os._exit(3)
    elif habit == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif habit == "answers-twice":
        sys.stdout.write(2 * (json.dumps({"re": "case", "run": run, "outcome": "ok"}) + "\n"))
        sys.stdout.flush()
    elif habit == "answers-other":
        answer("r99")
    elif habit == "wrong-type":
        say(re="case", run=run, outcome="ok", state={"items": [{"id": "i0", "turn": "t0", "kind": 7}]})
    elif habit == "wrong-word":
        say(re="case", run=run, outcome="fine")
    elif habit == "nothing-said":
        say(re="case", run=run)
    elif habit == "no-json":
        print("{oops", flush=True)
    elif habit == "no-utf8":
        sys.stdout.buffer.write(b'{"re":"case","run":"\xff"}\n')
        sys.stdout.buffer.flush()
    elif habit == "no-newline":
        sys.stdout.write(json.dumps({"re": "case", "run": run, "outcome": "ok"}))
        sys.stdout.flush()
    elif habit == "chats":
        print("connecting ...", flush=True)
        print("still connecting ...", flush=True)
        answer(run)
    elif habit == "leaves-child":
        subprocess.Popen(["sleep", "3600"], close_fds=False)
        os._exit(1)
    elif habit == "stubborn":
        answer(run)
    elif habit == "late":  # answers the first case only once it has the second
        if first is None:
            first = run
        else:
            answer(run)
            answer(first)
    else:
        answer(run)
