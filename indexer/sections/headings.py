"""Which lines are headings, by the weighed evidence, and what their titles are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indexer.sections.features import Context, capitals, features, key, known_of
from indexer.sections.lines import Line
from indexer.sections.rules import KnownHeading, evidence, known, phrases, threshold

Origin = Literal["heading", "table", "term", "question", "closing", "pointer", "case", "implied", "note", "cover"]

FRONT = frozenset({"foreword", "introduction", "contents"})
"""Known headings of the front of a report."""
LONGEST = 400
"""Characters that a heading has at most."""
COMPLETION = 8
"""Words that the second half of a broken heading has at most."""
CAPITALS = 8.0
"""The level of a heading in capitals where no marks tell levels."""
DEEP = 9.5
"""The level of a heading that stands in the line of its text: below those in capitals and those without marks."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a section starts: at line `line`, character `start`. `last` is the last line of its heading (`line - 1`
    where it has none). `origin` says how it was found, `rule` by which rule."""

    line: int
    start: int
    title: str
    origin: Origin
    rule: str
    last: int
    known: KnownHeading | None = None
    level: float | None = None
    letter: str | None = None
    announced: bool = False


def find_headings(context: Context) -> list[Boundary]:
    """All headings in order; entries of lists of contents are none."""
    found: list[Boundary] = []
    for line in context.lines:
        if line.number in context.entries or len(line.words) > LONGEST:
            continue
        weight, rule, heading = weigh(context, line.number)
        if found and _second_half(context, found[-1], line, weight >= threshold()):
            found[-1] = _joined(context, found[-1], line)
        elif weight < threshold():
            continue
        else:
            found.append(_boundary(context, line, heading, rule))
    return list(_in_place(found))


def _in_place(found: Sequence[Boundary]) -> Iterator[Boundary]:
    """Known headings that count only in their place are headings like any other elsewhere."""
    above = "front"
    for boundary in found:
        heading = boundary.known
        titles = heading is not None and heading.place == "local" and boundary.line == 0  # the name of the report
        if heading and (titles or (heading.only and heading.only != above)):
            boundary, heading = replace(boundary, known=None), None  # noqa: PLW2901
        if heading and heading.place and heading.id not in FRONT:
            above = heading.id
        elif heading is None and above != "front":
            above = ""
        yield boundary


def weigh(context: Context, i: int) -> tuple[float, str, KnownHeading | None]:
    """The evidence that line `i` is a heading, the rule that says so most, and the known heading it is."""
    line = context.lines[i]
    seen = features(context, i)
    weight, rule = evidence(seen, line.words, context.words(i - 1), context.words(i + 1))
    heading = known_of(line)
    if heading:
        weight, rule = weight + heading.weight, heading.id
    return weight, rule, heading


def with_ends(boundaries: Sequence[Boundary], end: int) -> Iterator[tuple[Boundary, int]]:
    """Each boundary with the line at which the next begins; `end` for the last."""
    return zip(boundaries, [*(b.line for b in boundaries[1:]), end], strict=False)


def tidy_title(words: str) -> str:
    """A title as printed, without the colon or full stop behind it."""
    return words.strip().rstrip(":").rstrip(" .…").strip()


def level_of(line: Line) -> float | None:
    """How high a heading looks: by its mark or tag, else by its type size; lower is higher."""
    if line.level is not None:
        return float(line.level)
    if line.size:
        return 10.0 - line.size
    return CAPITALS if capitals(line.words) else None


def _boundary(context: Context, line: Line, heading: KnownHeading | None, rule: str) -> Boundary:
    title, announced = tidy_title(line.words), line.number in context.announces
    return Boundary(line.number, line.span.start, title, "heading", rule, line.number, heading, level_of(line),
                    announced=announced)  # fmt: skip


def _second_half(context: Context, heading: Boundary, line: Line, stands_out: bool) -> bool:
    """The line is the second half of the heading before it: both look alike, or both together are a heading that is
    known or announced."""
    before = context.lines[heading.last]
    if heading.last != line.number - 1 or before.finished or line.role in ("row", "item"):
        return False
    if not line.words or not before.words:
        return False
    if _completes(context, heading, line):
        return True
    return stands_out and level_of(before) == level_of(line) and _goes_on(before, heading, line)


def _goes_on(before: Line, heading: Boundary, line: Line) -> bool:
    """By the words at the break, or because nothing parts two lines of the same bold or capital type."""
    here = known(line.words)
    if _translates(heading, line):
        return True
    if here and heading.known:
        if here.place or here.only or not (_solid(before, line) and before.bold):
            return False
        return known(f"{before.words} {line.words}") == heading.known
    first = line.words.split()[0]
    torn = phrases("torn").search(f"{before.words} | {line.words}")
    broken = phrases("connects").match(before.words.split()[-1]) or phrases("goes on").match(first)
    return bool(torn or broken or (capitals(line.words) and _solid(before, line) and phrases("connects").match(first)))


def _translates(heading: Boundary, line: Line) -> bool:
    """The same heading once more, in the other language of the report: one of the two is Welsh."""
    here, welsh = known(line.words), phrases("welsh").search
    return here is not None and here == heading.known and bool(welsh(heading.title)) != bool(welsh(line.words))


def _solid(before: Line, line: Line) -> bool:
    """At most one empty line of a text file parts them, as in a file that has one after every line; a PDF has none."""
    return line.size is None and line.span.start - before.span.end <= 1


def _completes(context: Context, heading: Boundary, line: Line) -> bool:
    """Both lines together are a title that the list of contents announces; or the first is a known heading, and the
    second goes on within what the pattern of that heading knows: "Explanation commentary | on statistical tables"."""
    if not 0 < line.count <= COMPLETION:
        return False
    title = tidy_title(f"{heading.title} {line.words}")
    if key(title) in context.announced and key(heading.title) not in context.announced:
        return True
    first = line.words.split()[0]
    leans = phrases("connects").match(first) and (first[:1].islower() or capitals(line.words))
    return bool(leans and heading.known and known(title) == heading.known)


def _joined(context: Context, heading: Boundary, line: Line) -> Boundary:
    between = " / " if _translates(heading, line) else " "
    title = tidy_title(f"{heading.title}{between}{line.words}")
    announced = heading.announced or key(title) in context.announced
    return replace(heading, title=title, last=line.number, known=known(title) or heading.known, announced=announced)


def with_first_lines(context: Context, boundaries: Sequence[Boundary]) -> Iterator[Boundary]:
    """Straplines and names of logos at the top of a page belong to the heading that follows them there."""
    for n, boundary in enumerate(boundaries):
        first = _first(context, boundary.line, boundaries[n - 1].last) if n else boundary.line
        moved = first < boundary.line
        yield replace(boundary, line=first, start=context.lines[first].span.start) if moved else boundary


def _first(context: Context, i: int, floor: int) -> int:
    """The first line of the page of heading `i`, if there are but straplines between."""
    for first in range(i - 1, max(floor, i - 4), -1):
        if not _strapline(context, first):
            break
        if context.lines[first].page_start:
            return first
    return i


def _strapline(context: Context, i: int) -> bool:
    """A few words that are no sentence, on the page of the next line; or the words of a logo alone on a page."""
    line, after = context.lines[i], context.lines[i + 1]
    if line.role not in ("text", "heading") or line.count > 8 or line.finished or _running(context, line):
        return False
    if line.words[:1].islower() and line.role == "text":  # the end of a sentence that the page has cut
        return False
    return not after.page_start or (line.page_start and context.counts[line.words.casefold()] > 1)


def _running(context: Context, line: Line) -> bool:
    """A running head or a page number: what stands above the text of any page."""
    return line.number in context.running or any(phrases(p).match(line.words) for p in ("cover line", "figures"))
