"""First runs of new sessions under our server: ``python -m benchmarks.sessions FILE``.

In: the file of a plan. Out: JSON, seconds of processor time of the whole server, of new sessions
and reruns of an open one alternately.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from pathlib import Path
from time import clock_gettime, sleep
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.browser import served
from benchmarks.rounds import ROOT, rounds

ROUNDS = 30
_ADDRESS = "lang=fr&on=2026-06-30"  # the day does not depend on when this runs
_IDLE = 0.002  # seconds of processor time within 0.05 s


def first_runs(plan: Path) -> dict[str, Any]:
    """Seconds for a new session up to the end of its first run, and for a rerun of the overview."""
    with served(ROOT / "dashboard.py", plan) as server, open_session(server.port) as opened:
        clock = _processor_clock(server.process)

        def spent() -> float:
            """The seconds of processor time used so far, once the server is idle."""
            before, now = -1.0, clock_gettime(clock)
            while now - before > _IDLE:
                sleep(0.05)
                before, now = now, clock_gettime(clock)
            return now

        def first() -> float:
            begun = spent()
            with open_session(server.port) as line:
                run(line)
                return spent() - begun

        def rerun() -> float:
            begun = spent()
            run(opened)
            return spent() - begun

        return {"samples": rounds(ROUNDS, {"first": first, "rerun": rerun})}


def _processor_clock(process: int) -> int:
    """The processor-time clock of another process, see clock_getcpuclockid(3)."""
    clock = ctypes.c_int()
    if error := ctypes.CDLL(None).clock_getcpuclockid(process, ctypes.byref(clock)):
        raise OSError(error, os.strerror(error))
    return clock.value


def open_session(port: int) -> ClientConnection:
    """A new session of the server at a port."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    return connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None)


def run(line: ClientConnection, page: str = "", more: str = "") -> None:
    """Run a page, the overview without a name, to its end; ``more``: of its address."""
    ask = BackMsg()
    ask.rerun_script.query_string = _ADDRESS + more
    ask.rerun_script.page_name = page
    line.send(ask.SerializeToString())
    message = ForwardMsg()
    while not message.HasField("script_finished"):
        message.ParseFromString(line.recv(timeout=120, decode=False))


if __name__ == "__main__":
    print(json.dumps(first_runs(Path(sys.argv[1]))))
