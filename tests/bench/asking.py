"""How fast is an answer? On as many sections as wanted, in reports of every area and year that are made from the five
digests, or from the texts in ../shared where they lie beside the checkout; every twentieth word is another in each.

    python -m tests.bench.asking            # 35,000 sections, the questions in tests/questions
    python -m tests.bench.asking 5000 --keep some-folder
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import quantiles
from typing import Any

from indexer.answer import answer
from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.gazetteers import areas
from indexer.identity import load_catalogue
from indexer.model import Record, Report, Section
from indexer.pipeline import Reader, _tagger
from indexer.readers import read
from indexer.sources import find_sources

ROOT = Path(__file__).resolve().parents[2]
TEXTS = ROOT.parent / "shared" / "corpus" / "text"
QUESTIONS = ROOT / "tests" / "questions"
WANTED = {"p50": 50, "p95": 200}
"""Milliseconds, at 35,000 sections."""
FIRST_YEAR, CHANGED = 2002, 0.05


def originals() -> list[Record]:
    config = Config()
    folder = TEXTS if TEXTS.is_dir() else ROOT / "corpus" / "digests"
    reader = Reader(config.reading, load_catalogue(config.index.catalogue), _tagger(config.language), "bench")
    return [reader.record(read(source, config.reading)) for source in find_sources([folder])[0]]


def copies(wanted: int) -> Iterator[Record]:
    """Reports with as many sections as wanted, of each area one a year."""
    made, number, known = 0, 0, originals()
    while made < wanted:
        area, year = areas()[number % len(areas())], FIRST_YEAR + number // len(areas())
        original = known[number % len(known)]
        slug = f"{area.id}-{year}-{(year + 1) % 100:02d}"
        report = replace(original.report, id=slug, area=area.name, area_slug=area.id, region=area.region,
                         year_start=year, year_end=year + 1)  # fmt: skip
        copied = _copied(original, report, random.Random(number))
        yield copied
        made, number = made + len(copied.sections), number + 1


def _copied(original: Record, report: Report, chance: random.Random) -> Record:
    old = original.report.id

    def named(section: str | None) -> str | None:
        return section and section.replace(old, report.id, 1)

    def section(each: Section) -> Section:
        text = re.sub(r"(?<=\s)[a-z]{5,}(?=\s)", lambda m: m[0][::-1] if chance.random() < CHANGED else m[0], each.text)
        return replace(each, id=named(each.id) or "", report=report.id, parent=named(each.parent), text=text)

    return replace(
        original,
        report=report,
        sections=tuple(map(section, original.sections)),
        figures=tuple(replace(f, report=report.id, section=named(f.section)) for f in original.figures),
        entities=tuple(replace(e, section=named(e.section) or "") for e in original.entities),
        facts=tuple(replace(f, section=named(f.section) or "") for f in original.facts),
        tables=(),
    )


def build(folder: Path, sections: int) -> EmbeddedBackend:
    backend = EmbeddedBackend(folder)
    if any(folder.iterdir()) if folder.is_dir() else False:
        return backend
    start = time.process_time()
    with backend.begin(fresh=True) as generation:
        for each in copies(sections):
            generation.write(each)
        generation.publish()
    print(f"building             {time.process_time() - start:8.1f} CPU s")
    return backend


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sections", type=int, nargs="?", default=35_000)
    parser.add_argument("--keep", type=Path, help="a folder for the index, built once and used again")
    asked = parser.parse_args()
    lines = [line for file in sorted(QUESTIONS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    questions: list[dict[str, Any]] = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as folder:
        backend = build(asked.keep or Path(folder), asked.sections)
        start = time.process_time()
        answer("What is a Sexual Risk Order?", backend)
        print(f"the first question   {(time.process_time() - start) * 1000:8.1f} CPU ms")
        taken: list[tuple[float, str]] = []
        for asked_for in questions:
            start = time.process_time()
            answer(asked_for["question"], backend)
            taken.append(((time.process_time() - start) * 1000, asked_for["question"]))
        cuts = quantiles([each for each, _ in taken], n=20)
        print(f"{backend.stats().sections} sections, {len(questions)} questions")
        print(f"p50                  {cuts[9]:8.1f} CPU ms (wanted: {WANTED['p50']} at most)")
        print(f"p95                  {cuts[18]:8.1f} CPU ms (wanted: {WANTED['p95']} at most)")
        for each, text in sorted(taken, reverse=True)[:5]:
            print(f"slowest              {each:8.1f} CPU ms  {text}")
        backend.close()


if __name__ == "__main__":
    main()
