"""Does any query cost more than half a second of CPU time? The worst that are known, and strings at random.

python -m tests.bench.deaths --sections 30000 --strings 10000
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from indexer.backend import FACETS
from indexer.backends.embedded import EmbeddedBackend
from indexer.query import parse
from tests.contract.corpus import publish
from tests.records import record, report, section

WANTED = 0.5
"""CPU seconds."""

WORST: dict[str, str] = {
    "wildcard on both sides": "*a*",
    "wildcard alone": "*",
    "wildcards in a row": "*" * 500,
    "question marks": "??????*",
    "short prefix": "a*",
    "many prefixes": " ".join(f"a{one}{two}*" for one in "bdfgklmn" for two in "aeio"),
    "prefixes of one word": "aba* " * 32,
    "range of words": "[a TO z]",
    "open range": "{* TO *}",
    "fuzzy": "abaka~9",
    "regular expression": "/(a+)+$/",
    "boost": "abaka^999999999",
    "many OR": " OR ".join(f"aba{n}" for n in range(1000)),
    "many AND": " AND ".join(f"aba{n}" for n in range(10_000)),
    "many NOT": " ".join(f"-aba{n}" for n in range(1000)),
    "common words by OR": " OR ".join(["abaka", "abake", "abaki"] * 300),
    "brackets": "(" * 1000,
    "quotes": '"' * 1001,
    "long word": "a" * 50_000,
    "long phrase": '"' + "abaka abake " * 2000 + '"',
    "wide nearness": "abaka NEAR/100000 abake",
    "many filters": " ".join(f"area:dorset year:1900..{2000 + n}" for n in range(500)),
}

PIECES = (
    *"*?\"'()[]{}~^:-+&|!\\/<>.,;#@", " ", " OR ", " AND ", " NOT ", " NEAR/3 ", "NEAR", " TO ", "area:", "year:",
    "2010..2015", "kind:", "\x00", "\u200b", "\u0301", "\ufdfa", "\U0001f600", "\ud800", "İ", "ß", "aba*", "ab*", "the",
    "NO", "-", "“", "”",
)  # fmt: skip
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprst"


def words() -> list[str]:
    """Some 30,000 that sound different."""
    pairs = [one + two for one in _CONSONANTS for two in _VOWELS]
    return [f"a{first}{second}" for first in pairs for second in pairs] + [
        f"{first}{second}{third}" for first in pairs[:30] for second in pairs[:30] for third in pairs[:30]
    ]


def index(folder: Path, sections: int, length: int = 80) -> EmbeddedBackend:
    """Sections of made-up words, some of them in nearly every one."""
    chance, known = random.Random(9), words()
    weights = [1 / (rank + 3) for rank in range(len(known))]
    drawn = iter(chance.choices(known, weights, k=sections * length))
    reports = [report("Dorset", year) for year in range(1900, 1900 + max(sections // 100, 1))]
    backend = EmbeddedBackend(folder)
    share = sections // len(reports)
    publish(
        backend,
        *(
            record(of, [section(of, n, " ".join(next(drawn) for _ in range(length))) for n in range(1, share + 1)])
            for of in reports
        ),
        fresh=True,
    )
    return backend


def strings(count: int) -> Iterator[str]:
    """Of known words and of whatever may mean something to a grammar."""
    chance, known = random.Random(10), words()[:2000]
    for _ in range(count):
        size = int(chance.paretovariate(1)) + 1
        yield "".join(
            chance.choice(known) + chance.choice(("", " ", "*")) if chance.random() < 0.5 else chance.choice(PIECES)
            for _ in range(min(size, 400))
        )


def cost(ask: Callable[[], object]) -> float:
    """CPU seconds."""
    start = time.process_time()
    ask()
    return time.process_time() - start


def asking(backend: EmbeddedBackend, typed: str) -> Callable[[], object]:
    """A page of results, from the typed words on."""
    return lambda: backend.search(parse(typed), facets=FACETS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sections", type=int, default=30_000)
    parser.add_argument("--strings", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        backend = index(Path(folder), args.sections)
        for name, typed in WORST.items():
            took = [cost(asking(backend, typed)) for _ in range(2)]
            notices = len(backend.search(parse(typed)).query.notices)
            print(f"{name:26}{took[0]:8.3f}{took[1]:8.3f} CPU s, {notices} notices", flush=True)
        found = [
            (cost(lambda typed=typed: backend.search(parse(typed), facets=FACETS)), typed)
            for typed in strings(args.strings)
        ]
        slow = [each for each in found if each[0] > WANTED]
        worst = max(found, default=(0.0, ""))
        print(f"{len(found)} strings: the worst {worst[0]:.3f} CPU s, {len(slow)} over {WANTED}: {worst[1][:80]!r}")


if __name__ == "__main__":
    main()
