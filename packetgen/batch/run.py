"""Builds many agencies' packets, one after the other or side by side; one bad profile never stops the others.

Paths and options come in, one Result for each path goes out; called by the command line.
"""

from __future__ import annotations

import _thread
import contextlib
import gc
import multiprocessing
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from packetgen.batch.agency import Materials, Options, Outcome, Result, Rules, build_agency
from packetgen.batch.manifest import Manifest
from packetgen.diagnostics import Diagnostic, PacketgenError, in_order
from packetgen.load.style import load_style
from packetgen.load.templates import load_templates
from packetgen.values import Slug, Span
from packetgen.write.pdf_engine import prepare
from packetgen.write.registry import FORMATS


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
    paths: Sequence[Path], options: Options, previous: Manifest, rules: Rules, jobs: int = 1
) -> Iterator[Result]:
    """Yield the result of each profile, in the order given; with more than one job, side by side.

    An interruption ends it after the results of what was under way, which say so.
    Raises PacketgenError when templates or style are broken, before anything is written.
    """
    materials = read_materials(options)
    if jobs > 1 and _is_worth_workers(paths, options, materials):
        tasks = _tasks(paths, options, materials, jobs)
        yield from _side_by_side(tasks, jobs, (options, previous, rules))
        return
    for path in paths:
        result = build_agency(path, options, previous, materials, rules)
        yield result
        if result.interrupted:
            return


@dataclass(frozen=True, slots=True)
class _Task:
    """Some documents of one agency, for one worker."""

    path: Path
    part: frozenset[Slug]


def _is_worth_workers(paths: Sequence[Path], options: Options, materials: Materials) -> bool:
    """Return whether there is more to do than what the start of a worker costs: two PDFs, or many agencies."""
    pdfs = (
        len(paths) * len(options.documents or materials.templates.types) if "pdf" in (options.formats or FORMATS) else 0
    )
    return not options.plan and (pdfs > 1 or len(paths) > _MANY)


_MANY = 8


def _tasks(paths: Sequence[Path], options: Options, materials: Materials, jobs: int) -> list[list[_Task]]:
    """Return the tasks of each agency: its whole packet, or parts of like length when there are workers to spare."""
    parts: list[list[Slug]] = [[] for _ in range(max(1, jobs // max(1, len(paths))))]
    for slug in sorted(options.documents or materials.templates.types, key=lambda s: -_length(materials, s)):
        min(parts, key=lambda part: sum(_length(materials, s) for s in part)).append(Slug(slug))
    return [[_Task(path, frozenset(part)) for part in parts if part] for path in paths]


def _length(materials: Materials, slug: str) -> int:
    """Return the length of a document's templates, by which workers share the work."""
    return sum(len(text) for name, text in materials.templates.sources.items() if name.startswith(f"{slug}/"))


def _side_by_side(
    tasks: Sequence[Sequence[_Task]], jobs: int, setup: tuple[Options, Manifest, Rules]
) -> Iterator[Result]:
    context = multiprocessing.get_context("spawn")
    workers = min(jobs, sum(len(group) for group in tasks))
    hears, speaks = context.Pipe(duplex=False)  # closed to say that the work ends; the workers' own ends hear it
    with ProcessPoolExecutor(workers, context, _set_up_worker, (*setup, hears)) as pool:
        try:
            with _interruptions(signal.SIG_IGN):  # the workers start here and inherit it
                groups = [[(task, pool.submit(_work, task)) for task in group] for group in tasks]
            for group in groups:
                yield _merged([_awaited(task, future, speaks) for task, future in group])
        finally:
            speaks.close()
            hears.close()


def _awaited(task: _Task, future: Future[Result], speaks: Connection) -> Result:
    """Return what became of a task; once somebody stops the build, workers end early what they have begun."""
    try:
        try:
            return future.result()
        except KeyboardInterrupt:
            speaks.close()
            return replace(future.result(), interrupted=True)
    except BrokenProcessPool:
        return Result(task.path, task.path.stem, diagnostics=(_worker_died(task.path),))


def _merged(results: Sequence[Result]) -> Result:
    """Return the results of an agency's parts as one."""
    return replace(
        results[0],
        outcomes=tuple(outcome for result in results for outcome in result.outcomes),
        entries=tuple(entry for result in results for entry in result.entries),
        diagnostics=in_order(finding for result in results for finding in result.diagnostics),
        skipped=tuple(pair for result in results for pair in result.skipped),
        interrupted=any(result.interrupted for result in results),
    )


@contextlib.contextmanager
def _interruptions(handler: signal.Handlers | Callable[..., None]) -> Iterator[None]:
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


_WORKER: dict[str, tuple[Options, Manifest, Materials, Rules]] = {}
_STOPPED = threading.Event()
_LAST: dict[str, float] = {}
_QUIET_SECONDS = 1.0


def _set_up_worker(options: Options, previous: Manifest, rules: Rules, hears: Connection) -> None:
    """Make a worker ready. Between tasks it does not hear Ctrl-C, or it would end with a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _WORKER["own"] = (options, previous, read_materials(options), rules)
    threading.Thread(target=_wait_for_the_end, args=(hears,), daemon=True).start()


def _wait_for_the_end(hears: Connection) -> None:
    """Interrupt the task under way when the parent closes its end, by will or because it died."""
    with contextlib.suppress(EOFError, OSError):
        hears.recv()
    _STOPPED.set()
    while True:  # an interruption that falls into a callback of a C library is lost
        _thread.interrupt_main()
        time.sleep(2 * _QUIET_SECONDS)


def _work(task: _Task) -> Result:
    options, previous, materials, rules = _WORKER["own"]
    try:
        with _interruptions(_interrupted):
            if not _STOPPED.is_set():
                return build_agency(task.path, options, previous, materials, rules, task.part)
    except KeyboardInterrupt:  # before the task had begun, or when it had ended
        pass
    return Result(task.path, task.path.stem, interrupted=True)


def _interrupted(*_: object) -> None:
    """Interrupt the work, but not what is done about the interruption of a moment ago."""
    now = time.monotonic()
    if now - _LAST.get("interruption", -_QUIET_SECONDS) >= _QUIET_SECONDS:
        _LAST["interruption"] = now
        raise KeyboardInterrupt


def tally(results: Sequence[Result]) -> Mapping[Outcome, int]:
    """Return how many files had each outcome."""
    counts = dict.fromkeys(Outcome, 0)
    for result in results:
        for _, outcome in result.outcomes:
            counts[outcome] += 1
    return counts
