"""``serve``: the dashboard."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from plan.cli.streams import Misuse
from plan.desk.access import is_loopback
from plan.locale.translation import Say

if TYPE_CHECKING:
    from plan.server.link import EditLink


def add_options(command: argparse.ArgumentParser, say: Say) -> None:
    """Add the options of ``serve``."""
    command.add_argument("--port", type=int, default=os.environ.get("PORT") or "8501")
    command.add_argument("--address", default="127.0.0.1")
    command.add_argument(
        "--host", action="append", default=[], metavar="NAME",
        help=say("another host name to accept, besides those of this machine; can be repeated"),
    )  # fmt: skip
    command.add_argument(
        "--secrets", type=Path, metavar="FILE",
        help=say("the file that configures sign-in and names the editors"),
    )  # fmt: skip
    command.add_argument(
        "--bound", action="append", default=[], metavar="NAME=NUMBER",
        help=say("another bound of what the server takes, such as sessions=100; can be repeated"),
    )  # fmt: skip
    command.add_argument("--no-browser", action="store_true")
    command.add_argument(
        "--no-token",
        action="store_true",
        help=say("let whoever is on this computer edit, without having opened the printed link"),
    )
    command.add_argument(
        "--passages-only",
        action="store_true",
        help=say("show passages with their context, not whole articles"),
    )


def run(options: argparse.Namespace, say: Say) -> int:
    """Serve the dashboard until it is stopped; return 2 where nothing can be served."""
    from plan.server.bounds import BOUND_NAMES, read_bounds
    from plan.server.serve import LISTEN_FAULTS, PASSAGES_ONLY, listen_error, serve
    from plan.ui.first_paint import paint
    from plan.ui.signin import rights
    from plan.ui.sitemap import PAGES

    try:
        bounds = read_bounds(options.bound)
    except ValueError as error:
        unknown = "“{read}” is no bound. Write a name, “=” and a number from 1: {names}."
        names = ", ".join(BOUND_NAMES)
        raise Misuse(say(unknown, read=str(error), names=names)) from None
    if options.secrets and not options.secrets.is_file():
        raise Misuse(say("The file “{read}” does not exist.", read=str(options.secrets)))
    if options.secrets and find_spec("authlib") is None:
        install = 'python -m pip install -c constraints.txt -e ".[signin]"'
        raise Misuse(say("Sign-in needs libraries that are not installed: {install}",
                          install=install))  # fmt: skip
    if why := listen_error(options.address, options.port):
        message = say(
            "The dashboard cannot be served on {address}, port {port}: {why}. Choose "
            "another port with --port.",
            address=options.address, port=str(options.port),
            why=say(LISTEN_FAULTS[why]) if why in LISTEN_FAULTS else why,
        )  # fmt: skip
        print(message, file=sys.stderr)
        return 2
    if not options.plan.exists():
        missing = (
            "The file “{read}” does not exist yet: it can be created on the page “Create a plan”."
        )
        print(say(missing, read=str(options.plan)), file=sys.stderr)
    if options.passages_only:
        os.environ[PASSAGES_ONLY] = "true"
    serve(
        options.plan, options.address, options.port, browser=not options.no_browser,
        pages=list(PAGES)[1:], paint=paint, hosts=options.host, secrets=options.secrets,
        link=None if options.no_token else _link(options, say), rights=rights, bounds=bounds,
    )  # fmt: skip
    return 0


def _link(options: argparse.Namespace, say: Say) -> EditLink | None:
    """The link that lets a browser edit; None where the server only lets read."""
    from plan.server.account_key import KEY_FAULTS, Unkept, draw_key, kept_key, settings_folder
    from plan.server.link import EditLink

    if options.host or not is_loopback(options.address):
        return None
    try:
        key = kept_key(settings_folder(os.environ, Path.home(), sys.platform))
    except Unkept as unkept:
        key = draw_key()
        print(say(KEY_FAULTS[unkept.code], path=str(unkept.path)), file=sys.stderr)
    except RuntimeError:  # an account without a folder of its own
        key = draw_key()
        print(say(KEY_FAULTS["homeless"]), file=sys.stderr)
    return EditLink.draw(key, options.port)
