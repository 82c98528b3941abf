"""What every test shares: silence is asserted, and changed goldens are accepted by one flag."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test depends on the clock of a shared machine; where nobody can look at a chance find, the draws are fixed.
settings.register_profile("packetgen", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("packetgen"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "packetgen")

GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``: rewrite the golden files; a person then reads the diff."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files instead of comparing them")


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which anything logs a warning; Python's own warnings are errors already."""
    with caplog.at_level(logging.WARNING):
        yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected log messages: {loud}"


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Return a function that compares text with a golden file, or rewrites it under ``--update-golden``."""
    update = request.config.getoption("--update-golden")

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        assert path.exists(), f"no golden {name}; run `pytest --update-golden` and read the diff"
        assert text == path.read_text(encoding="utf-8"), f"{name} differs; if that is meant: pytest --update-golden"

    return compare
