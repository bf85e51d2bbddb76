"""``serve``: the dashboard."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from plan.cli.streams import Misuse
from plan.locale.translation import Say


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
        rights=rights, bounds=bounds,
    )  # fmt: skip
    return 0
