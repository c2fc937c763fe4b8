"""Types into a program on a pseudo-terminal.

Reads from standard input: {"args": [...], "answers": [[part of a question, answer], ...], "most": seconds}. Whenever the program
waits behind a question, the first answer whose part stands in it is typed, else Enter. Prints what the terminal showed, how the
program ended, how many keys were pressed and how many questions were answered.
"""

import json
import os
import pty
import select
import sys
import time

task = json.load(sys.stdin)
child, terminal = pty.fork()
if child == 0:
    os.execv(task["args"][0], task["args"])

shown, asked, keys, questions = b"", 0, 0, 0
ends = (b"> ", b"] ", b"? ")
until = time.monotonic() + task.get("most", 60)
while time.monotonic() < until:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            read = os.read(terminal, 65536)
        except OSError:
            read = b""
        if not read:
            break
        shown += read
        continue
    # Nothing more comes: is it a question?
    question = shown[asked:]
    if question.endswith(ends):
        # A question may be wrapped anywhere.
        text = " ".join(question.decode("utf-8", "replace").split())
        answer = next((answer for part, answer in task["answers"] if part in text), "")
        keys += len(answer) + 1
        questions += 1
        asked = len(shown)
        os.write(terminal, answer.encode() + b"\n")
else:
    os.kill(child, 9)

_, status = os.waitpid(child, 0)
json.dump(
    {
        "shown": shown.decode("utf-8", "replace").replace("\r\n", "\n"),
        "code": os.waitstatus_to_exitcode(status),
        "keys": keys,
        "questions": questions,
    },
    sys.stdout,
)
