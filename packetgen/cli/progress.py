"""How far the work is, on one changing line of a terminal; called by ``build`` and ``check``.

Nothing shows for work of less than a second, or where standard error is no terminal.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_QUIET_SECONDS = 1.0


@contextmanager
def progress(doing: str) -> Iterator[Callable[[str], None]]:
    """Give a function that changes the line, and take the line away at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.status import Status
    from rich.text import Text

    status = Status(Text(doing), console=Console(stderr=True), spinner="line")
    timer = threading.Timer(_QUIET_SECONDS, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda words: status.update(Text(words))
    finally:
        timer.cancel()
        timer.join()
        status.stop()
