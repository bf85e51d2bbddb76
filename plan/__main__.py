"""``python -m plan``, and the installed command ``plan``."""

import gc
import sys
from typing import Final

#: Objects made, and not freed, between two walks of the cyclic garbage collector.
_SELDOM: Final = 100_000


def run() -> int:
    """Run the command that this process was started for; return its exit code."""
    if sys.argv[1:2] != ["serve"]:
        # A command makes few cycles and ends soon. To walk all that is loaded in search of some,
        # again and again while it is loaded and once more at the end, takes a tenth of its time.
        gc.set_threshold(_SELDOM)
    from plan.cli.main import main

    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(run())
