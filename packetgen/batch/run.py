"""Builds many agencies' packets, one after the other or side by side; one bad profile never stops the others.

Paths and options come in, one Result for each path goes out; called by the command line.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType

from packetgen.batch.agency import Inspect, Materials, Options, Outcome, Result, build_agency
from packetgen.batch.manifest import Manifest
from packetgen.diagnostics import Diagnostic, PacketgenError
from packetgen.load.style import load_style
from packetgen.load.templates import load_templates
from packetgen.values import Span
from packetgen.write.pdf_engine import prepare


def read_materials(options: Options) -> Materials:
    """Return what all builds share. Raises PacketgenError when templates or style are broken."""
    loaded = load_templates(options.templates)
    if loaded.value is None:
        raise PacketgenError(loaded.diagnostics)
    style_folder = options.templates / "_style"
    prepare(style_folder / "fonts")
    materials = Materials(loaded.value, load_style(style_folder))
    gc.freeze()  # libraries and materials stay to the end; not to look at them again saves a twelfth of a build
    return materials


def build_all(
    paths: Sequence[Path], options: Options, previous: Manifest, inspect: Inspect, jobs: int = 1
) -> Iterator[Result]:
    """Yield the result of each profile, in the order given; with more than one job, side by side.

    An interruption ends it after the results of what was under way, which say so.
    Raises PacketgenError when templates or style are broken, before anything is written.
    """
    materials = read_materials(options)
    if jobs > 1 and len(paths) > 1:
        yield from _side_by_side(paths, min(jobs, len(paths)), (options, previous, inspect))
        return
    for path in paths:
        result = build_agency(path, options, previous, materials, inspect)
        yield result
        if result.interrupted:
            return


def _side_by_side(paths: Sequence[Path], jobs: int, setup: tuple[Options, Manifest, Inspect]) -> Iterator[Result]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _set_up_worker, setup) as pool:
        with _interruptions(signal.SIG_IGN):  # the workers start here and inherit it
            futures = [(path, pool.submit(_work, path)) for path in paths]
        stopped = False
        for path, future in futures:
            if stopped and future.cancel():
                continue
            try:
                yield future.result()
            except BrokenProcessPool:
                yield Result(path, path.stem, diagnostics=(_worker_died(path),))
            except KeyboardInterrupt:
                stopped = True
                yield _last_word(path, future)


def _last_word(path: Path, future: Future[Result]) -> Result:
    """Return what became of the packet under way when the build was stopped: each worker ends its packet early."""
    if future.cancel():
        return Result(path, path.stem, interrupted=True)
    try:
        return replace(future.result(), interrupted=True)
    except BrokenProcessPool:
        return Result(path, path.stem, diagnostics=(_worker_died(path),), interrupted=True)


@contextmanager
def _interruptions(handler: signal.Handlers | Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Answer Ctrl-C in another way until the block ends."""
    before = signal.signal(signal.SIGINT, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _worker_died(path: Path) -> Diagnostic:
    return Diagnostic(
        "PG604",
        "a worker process ended in the middle of its work; what it had written is whole",
        Span(path.as_posix(), 1),
        hint="build again with `--jobs 1`; if it ends again, run `packetgen doctor`",
    )


_WORKER: dict[str, tuple[Options, Manifest, Materials, Inspect]] = {}


def _set_up_worker(options: Options, previous: Manifest, inspect: Inspect) -> None:
    """Make a worker ready; between packets it leaves Ctrl-C to its parent, or it would end with a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORKER["own"] = (options, previous, read_materials(options), inspect)


def _work(path: Path) -> Result:
    if "own" not in _WORKER:
        return Result(path, path.stem, interrupted=True)
    options, previous, materials, inspect = _WORKER["own"]
    with _interruptions(signal.default_int_handler):
        result = build_agency(path, options, previous, materials, inspect)
    if result.interrupted:
        _WORKER.clear()  # a packet that waited in this worker is not begun
    return result


def tally(results: Sequence[Result]) -> Mapping[Outcome, int]:
    """Return how many files had each outcome."""
    counts = dict.fromkeys(Outcome, 0)
    for result in results:
        for _, outcome in result.outcomes:
            counts[outcome] += 1
    return counts
