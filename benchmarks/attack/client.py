"""A client of the dashboard made by hand: it speaks Streamlit's protocol and needs no browser.

In: a port and the headers to send. Out: what pages draw, and presses of their buttons, also of
buttons that the page has not drawn for this client.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

PATIENCE = 60  # seconds


@dataclass
class Client:
    """One open page: its address, its elements by their place, and the values of its controls.

    ``session``: the id of its session, once it has run.
    """

    line: ClientConnection
    page: str
    query: str
    session: str = ""
    elements: dict[tuple[int, ...], Any] = field(default_factory=dict)
    values: dict[str, WidgetState] = field(default_factory=dict)

    def run(self, pressed: str = "") -> None:
        """Run the page, with a button pressed by its id, until the run has ended."""
        ask = BackMsg()
        ask.rerun_script.query_string = self.query
        ask.rerun_script.page_name = self.page
        states = ask.rerun_script.widget_states.widgets
        states.extend(self.values.values())
        if pressed:
            states.add(id=pressed, trigger_value=True)
        self.line.send(ask.SerializeToString())
        self.elements.clear()
        message = ForwardMsg()
        ended = False
        while not ended:
            message.ParseFromString(self.line.recv(timeout=PATIENCE, decode=False))
            if message.HasField("new_session"):
                self.session = message.new_session.initialize.session_id
            if message.HasField("delta"):
                self.elements[tuple(message.metadata.delta_path)] = ForwardMsg.FromString(
                    message.SerializeToString()
                ).delta.new_element
            # 2: ended early, since it runs again.
            ended = message.HasField("script_finished") and message.script_finished != 2

    def rights(self) -> str:
        """What the page declares that its reader may do: *edit*, *read* or *none*."""
        html = "".join(each.html.body for each in self.elements.values())
        return re.findall('data-plan-access="([^"]*)"', html)[0]

    def buttons(self) -> dict[str, str]:
        """The ids of the buttons by their labels; of several with one label the first."""
        found: dict[str, str] = {}
        for each in self.elements.values():
            if each.HasField("button"):
                found.setdefault(each.button.label, each.button.id)
        return found

    def fields(self) -> dict[str, str]:
        """The ids of the fields of one line by their labels."""
        return {
            each.text_input.label: each.text_input.id
            for each in self.elements.values()
            if each.HasField("text_input")
        }

    def fill(self, name: str, text: str) -> None:
        """Give a field, by its id, a value that the next run sends."""
        self.values[name] = WidgetState(id=name, string_value=text)


@contextmanager
def opened(
    port: int, page: str, query: str, headers: Mapping[str, str], folder: str = "/"
) -> Iterator[Client]:
    """A client of a page that has been drawn. Raises ``InvalidStatus`` where it is refused.

    ``headers`` may hold a ``Host``. ``folder``: where a proxy shows the dashboard.
    """
    name = headers.get("Host", f"127.0.0.1:{port}")
    more = {key: value for key, value in headers.items() if key != "Host"}
    with connect(
        f"ws://{name}{folder}_stcore/stream",
        sock=socket.create_connection(("127.0.0.1", port), timeout=PATIENCE),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers=more, max_size=None, max_queue=None, open_timeout=PATIENCE,
    ) as line:  # fmt: skip
        client = Client(line, page, query)
        client.run()
        yield client
