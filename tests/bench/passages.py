"""Passages by the hundred thousand, made from public collections with a fixed seed, and questions about them."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from indexer import analysis
from indexer.backends.conventions import KIND_WORDS
from indexer.gazetteers import areas
from indexer.model import KINDS, Record
from tests.records import mention, record, report, section

COLLECTIONS = Path(__file__).resolve().parents[3] / "shared" / "ir"
YEARS = range(2001, 2026)
AGENCIES = tuple(f"Agency {number:03d}" for number in range(500))
SHORTEST, LONGEST = 40, 120
"""Words of a passage."""
SEED = 4


@dataclass(frozen=True, slots=True)
class Passage:
    """One text with the values that it has of four facets; `agencies` are one to four of 500, some far more often."""

    title: str
    text: str
    area: str
    year: int
    kind: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of the mix: plain words, or a phrase, or words within one area."""

    sort: str
    words: tuple[str, ...]
    phrase: bool = False
    area: str | None = None
    """A slug."""

    @property
    def typed(self) -> str:
        words = " ".join(self.words)
        return (f'"{words}"' if self.phrase else words) + (f" area:{self.area}" if self.area else "")


def passages(count: int) -> list[Passage]:
    """Runs of words from texts at random, so that words are as frequent as in the collections."""
    chance = random.Random(SEED)
    texts = [text.split() for text in _texts()]
    weights = [1 / (rank + 5) for rank in range(len(AGENCIES))]
    known, kinds = areas(), KINDS[:8]
    made = []
    for number in range(count):
        words: list[str] = []
        for _ in range(2):
            source = texts[chance.randrange(len(texts))]
            length = chance.randint(SHORTEST, LONGEST) // 2
            first = chance.randrange(max(len(source) - length, 1))
            words += source[first : first + length]
        named = tuple(sorted(set(chance.choices(AGENCIES, weights, k=chance.randint(1, 4)))))
        # Passages go through the areas and years in turn, and each ends in a number, so that no two are the same text.
        place = number % (len(known) * len(YEARS))
        made.append(Passage(
            " ".join(words[:6]), f"{' '.join(words)} n{number}", known[place % len(known)].name,
            YEARS[place // len(known)], chance.choice(kinds), named,
        ))  # fmt: skip
    return made


def records(made: list[Passage]) -> Iterator[Record]:
    """The passages as sections of one report for each area and year."""
    by_report: dict[tuple[str, int], list[Passage]] = {}
    for each in made:
        by_report.setdefault((each.area, each.year), []).append(each)
    for (area, year), held in by_report.items():
        of = report(area, year)
        sections = [
            replace(section(of, order, each.text, kind=each.kind), title=each.title)
            for order, each in enumerate(held, 1)
        ]
        entities = [
            replace(mention(part, each.text.split()[0], "ORG", name))
            for part, each in zip(sections, held, strict=True)
            for name in each.agencies
        ]
        yield record(of, sections, entities=entities)


def questions(made: list[Passage], each: int = 20, seed: int = SEED) -> list[Asked]:
    """`each` of six sorts of query, in mixed order: a common word, a rare one, three words, nine words of which nearly
    every passage has some, a phrase, and two words within an area."""
    chance = random.Random(seed)
    sample = made[:5000]
    frequency = Counter(word for passage in sample for word in dict.fromkeys(_words(passage.text)) if _plain(word))
    common = [word for word, n in frequency.most_common(60)]
    middling = [word for word, n in frequency.items() if len(sample) // 200 < n < len(sample) // 10]
    rare = [word for word, n in frequency.items() if n <= 3]
    known = [area.id for area in areas()]
    asked = []
    for _ in range(each):
        asked += [
            Asked("common word", (chance.choice(common),)),
            Asked("rare word", (chance.choice(rare),)),
            Asked("three words", tuple(chance.sample(common, 1) + chance.sample(middling, 2))),
            Asked("nine words", tuple(chance.sample(common, 6) + chance.sample(middling, 3))),
            Asked("phrase", chance.choice(_pairs(chance.choice(sample).text)), phrase=True),
            Asked("filter", tuple(chance.sample(common, 2)), area=chance.choice(known)),
        ]
    chance.shuffle(asked)
    return asked


def _pairs(text: str) -> list[tuple[str, str]]:
    """Words that stand next to each other."""
    words = _words(text)
    return [pair for pair in pairwise(words) if all(map(_plain, pair))] or [("side", "effect")]


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text.lower())


def _plain(word: str) -> bool:
    """Whether every engine takes it for one word that is looked for in the text. Ours leaves out words that only ask,
    and finds those of areas and kinds of section by these, too."""
    plain = re.fullmatch(r"[a-z]{4,}", word) and word not in analysis.ASKING_WORDS
    return bool(plain) and (analysis.term(word) or _PLACES[0]) not in _PLACES


_PLACES = sorted(
    {token.term for text in (*KIND_WORDS.values(), *(area.id for area in areas())) for token in analysis.tokens(text)}
)


def _texts() -> Iterator[str]:
    for path in sorted(COLLECTIONS.glob("*/corpus.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found = json.loads(line)
                yield f"{found['title']} {found['text']}"
