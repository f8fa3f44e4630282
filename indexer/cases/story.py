"""A case study as a story: its sentences, the person it is about, and where it begins to tell of that person."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from indexer.cases.rules import doubts, found_by, pattern
from indexer.cases.values import Fact
from indexer.model import Section, Span
from indexer.sentences import PLAIN

LONGEST = 40_000
"""Characters of a study that are read; the longest ones have a sixth of it, and what is longer is no study."""

LONG_LINE = 40
"""Characters from which on a line without an end mark may have been wrapped."""

_PLAIN = str.maketrans("‘’‚‛`´“”„«»‐‑‒–—―−\u00a0\t\u2009*_", "''''''" + '"' * 5 + "-" * 7 + " " * 5)
"""Each character for one, so that places stay."""

_PARAGRAPH = re.compile(rf"\n\s*\n|\n(?=\s*(?:[-•·▪●#>|]|\d+[.)]\s))|(?<=[.:;!?])\s*\n|(?<!.{{{LONG_LINE}}})\n|\n(?=#)")
_SPACE = re.compile(r"\s")

WINDOW = 200
"""Characters of a clause that are looked at on either side of a mention."""

CANDIDATES = 10
"""Names of persons of which the one most spoken of is chosen."""


@dataclass(frozen=True, slots=True)
class Story:
    """`text` is the section's in plain characters, each for one; `sentences` are those from where the person is
    spoken of."""

    text: str
    sentences: tuple[Span, ...]
    subject: Fact[str] | None

    def sentence(self, start: int) -> Span | None:
        """The sentence in which the character `start` stands; None before the story begins."""
        number = bisect_right(self.sentences, start, key=lambda span: span.start) - 1
        return self.sentences[number] if number >= 0 and start < self.sentences[number].end else None

    def clause(self, span: Span) -> tuple[str, str]:
        """What stands before and after the span in its clause."""
        sentence = self.sentence(span.start) or span
        start, end = max(sentence.start, span.start - WINDOW), min(sentence.end, span.end + WINDOW)
        for bound in pattern("clause").finditer(self.text, start, end):
            if bound.end() <= span.start:
                start = bound.end()
            elif bound.start() >= span.end:
                end = bound.start()
                break
        return self.text[start : span.start], self.text[span.end : end]

    def doubtful(self, span: Span, label: str) -> bool:
        """The text denies what the span says, only thinks of it, or says it of somebody else."""
        before, after = self.clause(span)
        return any(doubt.holds(before, after) for doubt in doubts() if label in doubt.labels)

    def alleged(self, span: Span) -> bool:
        """The text tells what the span says as an allegation or a suspicion only."""
        before, after = self.clause(span)
        sentence = self.sentence(span.start) or span
        if pattern("proven").search(self.text, span.end, sentence.end):
            return False
        return any(doubt.holds(before, after) for doubt in doubts("alleged"))

    def feared(self, span: Span) -> bool:
        """The text tells what the span says as a risk."""
        before, _ = self.clause(span)
        return pattern("feared").search(before + self.text[span.start : span.end]) is not None


def story(section: Section, names: Collection[Span]) -> Story:
    """The story of a section; `names` are where the tagger found something, which is no person's name."""
    text = section.text[:LONGEST].translate(_PLAIN)
    paragraphs = tuple(_paragraphs(text, section.title))
    subject = _titled(text, section.title, names) or _subject(text, paragraphs, names)
    told = paragraphs[_first(text, paragraphs, subject) :]
    text = _SPACE.sub(" ", text)
    return Story(text, tuple(_sentences(text, told)), subject)


def _paragraphs(text: str, title: str) -> Iterator[Span]:
    """Paragraphs and list items without the heading and the lines marked as headings."""
    start = 0
    for end, following in [*(found.span() for found in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        words = text[start:end].strip(" #\n")
        if words and not text[start:end].lstrip().startswith("#") and words.casefold() != title.casefold():
            lead = len(text[start:end]) - len(text[start:end].lstrip(" \n-•·▪●>"))
            yield Span(start + lead, end)
        start = following


def _sentences(text: str, paragraphs: tuple[Span, ...]) -> Iterator[Span]:
    for paragraph in paragraphs:
        for start, end in PLAIN.spans(text[paragraph.start : paragraph.end]):
            yield Span(paragraph.start + start, paragraph.start + end)


def _subject(text: str, paragraphs: tuple[Span, ...], names: Collection[Span]) -> Fact[str] | None:
    """The person by the first row of rules that names one, of several the one most often spoken of."""
    taken = {place for name in names for place in range(name.start, name.end)}
    for rule in found_by("subject", "id"):
        spans = [
            Span(paragraph.start + found.start("it"), paragraph.start + found.end("it"))
            for paragraph in paragraphs
            for found in rule.pattern.finditer(_SPACE.sub(" ", text[paragraph.start : paragraph.end]))
        ]
        if persons := [span for span in spans if taken.isdisjoint(range(span.start, span.end))]:
            return _most_told(text, persons)
    return None


def _titled(text: str, title: str, names: Collection[Span]) -> Fact[str] | None:
    """The person whom the heading names, where the text speaks of them below it, and not as of something else."""
    plain = title.translate(_PLAIN).strip()
    found = pattern("titled").search(plain)
    if found is None:
        return None
    spans = [Span(*use.span()) for use in re.finditer(rf"\b{re.escape(found['it'])}(?![\w-])", text)]
    taken = {place for name in names for place in range(name.start, name.end)}
    heading = text.casefold().find(plain.casefold())
    below = [span for span in spans if not heading <= span.start < heading + len(plain)]
    if not below or any(not taken.isdisjoint(range(span.start, span.end)) for span in spans):
        return None
    return Fact(found["it"].replace(". ", " "), tuple(below))


def _most_told(text: str, persons: Sequence[Span]) -> Fact[str]:
    """The person of whom the text speaks most often; at a tie the first."""
    cores = Counter(_core(text[span.start : span.end]) for span in persons)
    likely = [core for core, _ in cores.most_common(CANDIDATES)]
    core = max(likely, key=lambda name: len(re.findall(rf"\b{re.escape(name)}\b", text)))
    spans = tuple(span for span in persons if _core(text[span.start : span.end]) == core)
    name = " ".join(text[spans[0].start : spans[0].end].split())
    return Fact(name.replace(". ", " "), spans)


def _core(name: str) -> str:
    """The name without its title: `X` of `Offender X`."""
    return name.split()[-1]


def _first(text: str, paragraphs: tuple[Span, ...], subject: Fact[str] | None) -> int:
    """The first paragraph that tells of the person. What stands before is about cases of the kind; where nobody is
    found, all is told of the person."""
    core = _core(subject.value) if subject else None
    named = re.compile(rf"\b{re.escape(core)}\b") if core and core != "A" else None
    for number, paragraph in enumerate(paragraphs):
        words = _SPACE.sub(" ", text[paragraph.start : paragraph.end])
        if pattern("nameless").search(words) or (named and named.search(words)):
            return number
        if subject and paragraph.start <= subject.spans[0].start < paragraph.end:
            return number
    return 0
