# SPDX-License-Identifier: LGPL-2.1-or-later
"""Chromium without a window, over the pipe of its DevTools protocol: a page is opened
without a network, looked at, and asked."""
import base64
import json
import os
import select
import shutil
import subprocess
import time

PROGRAMS = ("chromium-headless-shell", "chromium")


def program():
    """Where one of them is, or None."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Browser:
    """One page of a browser of its own; `events` is what it told, (method, params)."""

    def __init__(self, profile, deadline=60):
        ours, theirs = os.pipe(), os.pipe()

        def at_three_and_four():  # where Chromium wants them
            os.dup2(ours[0], 3)
            os.dup2(theirs[1], 4)
        self.process = subprocess.Popen(
            [program(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--user-data-dir=" + profile, "--remote-debugging-pipe"],
            pass_fds=(3, 4), preexec_fn=at_three_and_four, stderr=subprocess.DEVNULL)
        os.close(ours[0])
        os.close(theirs[1])
        self.to, self.back = ours[1], theirs[0]
        self.ends, self.number, self.pending = time.monotonic() + deadline, 0, b""
        self.events, self.session = [], None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target,
                                 flatten=True)["sessionId"]
        for domain in "Page", "Runtime", "Log", "Network":
            self.call(domain + ".enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0,
                  downloadThroughput=0, uploadThroughput=0)

    def read(self):
        """The next message."""
        while b"\0" not in self.pending:
            left = self.ends - time.monotonic()
            if left <= 0 or not select.select([self.back], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            more = os.read(self.back, 1 << 20)
            if not more:
                raise EOFError("the browser is gone")
            self.pending += more
        message, _, self.pending = self.pending.partition(b"\0")
        message = json.loads(message)
        if "method" in message:
            self.events.append((message["method"], message["params"]))
        return message

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise ValueError("%s: %s" % (method, answer["error"]))
                return answer["result"]

    def open(self, path, width, height):
        """Load a file into a window of this size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        before = len(self.events)
        self.call("Page.navigate", url="file://" + os.path.abspath(path))
        while "Page.loadEventFired" not in [m for m, _ in self.events[before:]]:
            self.read()

    def value(self, expression):
        """What an expression of JavaScript comes to."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise ValueError(answer["exceptionDetails"]["text"] + ": " + expression)
        return answer["result"].get("value")

    def picture(self):
        """What the window shows, as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def complaints(self):
        """Exceptions, and what stands in the console."""
        return [p for m, p in self.events if m in (
            "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")]

    def requests(self):
        """The addresses that were asked for."""
        return [p["request"]["url"] for m, p in self.events
                if m == "Network.requestWillBeSent"]

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.to)
        os.close(self.back)
