"""The speed of the Jackson County packet as ratios, from one interleaved run; see README.md beside this file.

Run by hand: ``python tests/benchmarks/run.py [--rounds 5]``. Prints a table; asserts nothing, because machines differ.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from lxml import etree
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from packetgen.assemble.pipeline import Assembled, applicable, assemble  # noqa: E402
from packetgen.batch.request import request_of  # noqa: E402
from packetgen.load.law import jurisdictions_in, load_law, load_laws  # noqa: E402
from packetgen.load.profiles import load_profile  # noqa: E402
from packetgen.load.style import load_style  # noqa: E402
from packetgen.load.templates import load_templates  # noqa: E402
from packetgen.model.style import Style  # noqa: E402
from packetgen.values import BuildStamp, Slug  # noqa: E402
from packetgen.write.docx import write_docx  # noqa: E402
from packetgen.write.html import render  # noqa: E402
from packetgen.write.html_head import Medium  # noqa: E402
from packetgen.write.pdf import write_pdf  # noqa: E402
from packetgen.write.pdf_engine import engine, prepare  # noqa: E402

DAY = date(2026, 11, 21)
PROFILE = ROOT / "profiles/agencies/mo-jackson-county-prosecutor.yaml"
PACKS = ROOT / "profiles/jurisdictions"
PACKET = Slug("information-packet")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Took:
    """The medians of one set-up, in seconds."""

    cpu: float
    wall: float
    spread: tuple[float, float]
    """The least and the most processor time of one run."""


@dataclass(frozen=True)
class Packet:
    """The documents of the packet, ready to be written."""

    documents: Mapping[Slug, Assembled]
    style: Style


def load_and_assemble() -> Packet:
    """Return the packet: everything that happens before a writer is called."""
    loaded = load_templates(ROOT / "templates")
    style = load_style(ROOT / "templates/_style")
    profile = load_profile(PROFILE)
    assert loaded.value is not None, loaded.diagnostics
    assert profile.value is not None, profile.diagnostics
    laws = load_laws(PACKS, profile.value.agency.jurisdiction)
    stamp = BuildStamp(DAY, DAY, "0")
    documents: dict[Slug, Assembled] = {}
    for slug, _ in applicable(loaded.value, profile.value):
        request = request_of(profile, laws, loaded.value, slug, stamp, style=style.fingerprint)
        assert request is not None
        documents[slug] = assemble(request)
    return Packet(documents, style)


# -- what is compared ------------------------------------------------------------------------------


def warm_runs(packet: Packet) -> dict[str, Callable[[], object]]:
    """Return the set-ups that are run in this process, by name."""
    weasyprint = engine()
    document, style = packet.documents[PACKET].document, packet.style
    page = render(document, style, {}, Medium.PDF)
    ours = write_docx(document, style, {})
    flat, same = flat_template(ours, document.agency), same_template(ours, document.agency)

    def plain(**options: object) -> bytes:
        source = weasyprint.html(string=page, url_fetcher=weasyprint.fetcher)
        data: bytes = source.write_pdf(font_config=weasyprint.fonts, **options)
        return data

    return {
        "docx": lambda: write_docx(document, style, {}),
        "docxtpl, flat text": lambda: docxtpl_render(flat, document.agency),
        "docxtpl, same document": lambda: docxtpl_render(same, document.agency),
        "pdf": lambda: write_pdf(document, style, {}),
        "pdf again": lambda: write_pdf(document, style, {}),
        "plain": plain,
        "plain, tagged": lambda: plain(pdf_variant="pdf/ua-1", pdf_forms=True),
        "four pdfs": lambda: [write_pdf(made.document, style, {}) for made in packet.documents.values()],
        "before the writers": load_and_assemble,
    }


def law_runs() -> dict[str, Callable[[], object]]:
    """Return the loading of law packs, and the least that reading their YAML costs: ruamel's events in C, and no more."""
    packs = jurisdictions_in(PACKS)
    largest = max(packs, key=lambda name: (PACKS / f"{name}.yaml").stat().st_size)

    def read(*names: str) -> None:
        for name in names:
            list(YAML(typ="safe").parse((PACKS / f"{name}.yaml").read_text(encoding="utf-8")))

    return {
        "largest law pack": lambda: load_law(PACKS, largest),
        "its YAML alone": lambda: read(largest),
        "all law packs": lambda: [load_law(PACKS, name) for name in packs],
        "their YAML alone": lambda: read(*packs),
    }


def same_template(data: bytes, agency: str) -> bytes:
    """Return a Word file of ours as a template for docxtpl, the agency's name as its merge field."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(buffer, "w") as made:
        for name in archive.namelist():
            part = archive.read(name)
            if name == "word/document.xml":
                part = part.replace(escape(agency).encode(), b"{{ agency }}")
            made.writestr(name, part)
    return buffer.getvalue()


def flat_template(data: bytes, agency: str) -> bytes:
    """Return a template for docxtpl with the text of a Word file of ours and nothing else.

    Each paragraph, also of tables and boxes, becomes a plain one: docxtpl is spared all that ours has beside text.
    """
    import docx

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    made = docx.Document()
    for paragraph in body.iter(f"{_WORD}p"):
        text = "".join(run.text or "" for run in paragraph.iter(f"{_WORD}t"))
        made.add_paragraph(text.replace(agency, "{{ agency }}"))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def docxtpl_render(template: bytes, agency: str) -> bytes:
    """Return a document that docxtpl makes of the template."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    document = DocxTemplate(io.BytesIO(template))
    document.render({"agency": agency}, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def timed(runs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Took]:
    """Return the medians of set-ups that were run in turns, after one round that is not counted."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, run in runs.items():
            gc.collect()
            cpu, wall = time.process_time(), time.perf_counter()
            run()
            if number:
                taken[name].append((time.process_time() - cpu, time.perf_counter() - wall))
    return {name: medians(pairs) for name, pairs in taken.items()}


def medians(pairs: list[tuple[float, float]]) -> Took:
    """Return the medians of processor and wall times."""
    cpus, walls = [cpu for cpu, _ in pairs], [wall for _, wall in pairs]
    return Took(statistics.median(cpus), statistics.median(walls), (min(cpus), max(cpus)))


# -- whole processes -------------------------------------------------------------------------------

_BUILD = "from packetgen.cli.app import main; main()"
_PLAIN = """
import logging, sys
from pathlib import Path
import weasyprint
from weasyprint.text.fonts import FontConfiguration
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
fonts = FontConfiguration()
for name in sys.argv[1:]:
    weasyprint.HTML(string=Path(name).read_text(encoding="utf-8")).write_pdf(font_config=fonts)
"""


def cold_runs(folder: Path, packet: Packet) -> dict[str, list[str]]:
    """Return the command lines that are started as processes of their own, by name."""
    pages = []
    for slug, made in packet.documents.items():
        pages.append(folder / f"{slug}.html")
        pages[-1].write_text(render(made.document, packet.style, {}, Medium.PDF), encoding="utf-8")
    build = [sys.executable, "-c", _BUILD, "build", str(PROFILE), "--as-of", DAY.isoformat(), "--force"]
    return {
        "build": [*build, "-o", str(folder / "out")],
        "build, one process": [*build, "-j", "1", "-o", str(folder / "out-1")],
        "plain pages": [sys.executable, "-c", _PLAIN, *map(str, pages)],
    }


def started(command: list[str]) -> tuple[float, float, int]:
    """Return processor time, wall time and the peak memory (bytes) of the largest process of a command."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)[:200]}")
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def cold(commands: Mapping[str, list[str]], rounds: int) -> tuple[dict[str, Took], dict[str, int]]:
    """Return medians and peak memory of commands that were started in turns."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    peaks = dict.fromkeys(commands, 0)
    for _ in range(rounds):
        for name, command in commands.items():
            cpu, wall, peak = started(command)
            taken[name].append((cpu, wall))
            peaks[name] = max(peaks[name], peak)
    return {name: medians(pairs) for name, pairs in taken.items()}, peaks


# -- the table -------------------------------------------------------------------------------------


def report(took: Mapping[str, Took], processes: Mapping[str, Took], peaks: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of the table: what is compared, the ratio, its target."""
    rows = (
        ("docxtpl, the same document / our DOCX", took["docxtpl, same document"], took["docx"], "at least 4"),
        ("docxtpl, flat text alone / our DOCX", took["docxtpl, flat text"], took["docx"], ""),
        ("our PDF / plain write_pdf", took["pdf"], took["plain"], "1 within the noise"),
        ("our PDF / plain, with tags and forms", took["pdf"], took["plain, tagged"], "1 within the noise"),
        ("our PDF / our PDF (the noise)", took["pdf again"], took["pdf"], ""),
        ("largest law pack / its YAML alone", took["largest law pack"], took["its YAML alone"], "30 ms"),
        ("all law packs / their YAML alone", took["all law packs"], took["their YAML alone"], "1.5 s"),
        ("before the writers / four PDFs", took["before the writers"], took["four pdfs"], "under 0.1"),
        ("whole packet, cold / four plain PDFs", processes["build"], processes["plain pages"], ""),
    )
    for name, one, other, target in rows:
        wanted = f"   target: {target}" if target else ""
        yield f"{name:40}{one.cpu / other.cpu:6.2f} cpu {one.wall / other.wall:6.2f} wall{wanted}"
    yield ""
    for name, one in {**took, **processes}.items():
        low, high = one.spread
        yield f"{name:24}{one.cpu:8.3f} s cpu ({low:.3f} to {high:.3f}){one.wall:8.3f} s wall"
    for name, peak in peaks.items():
        yield f"{name:24}{peak / 1e6:8.0f} MB at most in one process   target: under 300"


def page_count(made: Assembled, style: Style) -> int:
    """Return how many pages a document has on paper."""
    with pikepdf.open(io.BytesIO(write_pdf(made.document, style, {}))) as pdf:
        return len(pdf.pages)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often each set-up is run (default: 5)")
    rounds = parser.parse_args().rounds
    prepare(ROOT / "templates/_style/fonts")
    packet = load_and_assemble()
    pages = ", ".join(f"{slug} {page_count(made, packet.style)}" for slug, made in packet.documents.items())
    print("load of the machine:", ", ".join(f"{load:.1f}" for load in os.getloadavg()), "on", os.cpu_count(), "cores")
    print(f"pages: {pages}\n")
    took = timed({**warm_runs(packet), **law_runs()}, rounds)
    with tempfile.TemporaryDirectory() as folder:
        processes, peaks = cold(cold_runs(Path(folder), packet), rounds)
    print("\n".join(report(took, processes, peaks)))


if __name__ == "__main__":
    main()
