"""What the command line says to a person: bars, summaries, results and definitions as plain text."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tqdm import tqdm

from indexer.definitions import Timeline
from indexer.model import Answer, Citation, Hit, Outcome, Place, Results
from indexer.query import shown
from indexer.thesaurus import others

if TYPE_CHECKING:
    from indexer.lookup import Instead


def show_summary(outcomes: Sequence[Outcome]) -> None:
    """One line of counts, then one line for each file that is not simply indexed."""
    counts = {status: sum(o.status == status for o in outcomes) for status in ("indexed", "unchanged", "removed")}
    skipped = [outcome for outcome in outcomes if outcome.status == "skipped"]
    said = [f"{count} {status}" for status, count in counts.items() if count or status == "indexed"]
    line = ", ".join([*said, f"{len(skipped)} skipped:"] if skipped else said)
    print(line, file=sys.stderr)
    for outcome in outcomes:
        if outcome.status in ("skipped", "removed"):
            print(f"  {outcome.status} {outcome.name}: {outcome.reason}", file=sys.stderr)
        for warning in outcome.warnings:
            print(f"  note on {outcome.name}: {warning}", file=sys.stderr)


class Progress:
    """A bar on a terminal, nothing in a pipe."""

    def __enter__(self) -> Callable[[str, int, int], None]:
        tqdm.monitor_interval = 0  # its watching thread would make forking the readers unsafe
        self.bar = tqdm(unit="report", disable=not sys.stderr.isatty(), leave=False)
        return self._show

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def _show(self, name: str, done: int, total: int) -> None:
        self.bar.total = total
        self.bar.set_postfix_str(name, refresh=False)
        self.bar.update(done - self.bar.n)


def show_results(results: Results) -> None:
    for notice in results.query.notices:
        print(f"({notice})")
    if results.any_word:
        print(f"({results.whole or 'None'} of these with all the words, first; the others have some of them.)")
    if beside := others(results.query):
        print(
            f"Also searching: {', '.join(shown(other.clause) for other in beside)} (exact: before the words stops that)"
        )
    if results.suggestion:
        print(f"Did you mean: {results.suggestion}")
    more = f" in {results.places} places" if results.places > results.total else ""
    print(_count(results.total, "result") + more)
    show_hits(results.hits)


def show_hits(hits: Sequence[Hit]) -> None:
    for number, hit in enumerate(hits, 1):
        print(f"\n{number}. {hit.place.title}\n   {_place(hit.place)}")
        if hit.also:
            print(f"   same text in {_count(len(hit.also), 'other report')}")
        for snippet in hit.snippets:
            print(f"   {' '.join(snippet.text.split())}")


def show_definition(told: Timeline) -> None:
    definition, law = told.definition, told.law
    print(definition.term + (f" ({definition.acronym})" if definition.acronym else ""))
    print(f"Defined in the reports of {told.first} to {told.last + 1}" + (", out of date" if told.out_of_date else ""))
    if law:
        print(f"Rests on the {law.act}, section {law.section}: {law.url}")
        for what, names in (("Replaced", law.replaced), ("Replaced by", law.replaced_by)):
            if names:
                print(f"{what}: {', '.join(names)}")
    for wording in definition.wordings:
        others = f", and in the same words in {_count(len(wording.also), 'other report')}" if wording.also else ""
        print(f"\n{_place(wording.place)}{others}\n{wording.text}")


def instead_of(found: Instead) -> str:
    """What there is for a term that the reports do not define, a line each."""
    lines = []
    if found.spelt:
        lines.append(f"{found.term} stands for “{found.spelt.words}” in {_place(found.spelt.place)}")
    if found.nearest:
        lines.append(f"nearest: {', '.join(each.term for each in found.nearest)}")
    lines.append(f'try: mappa ask "{found.question}", or mappa search "{found.term}"')
    return "".join(f"\n  {line}" for line in lines)


def show_answer(answer: Answer, *, explain: bool = False) -> None:
    for note in answer.notes:
        print(f"({note})")
    if answer.fixed:
        print(answer.reason)
    elif answer.answered:
        print(answer.text)
    else:
        print(f"The reports do not seem to answer this: {answer.reason}.")
    _show_cited(answer.citations)
    if answer.differs:
        print("\nReports disagree:" + "".join(f"\n  {each}" for each in answer.differs))
    if answer.closest:
        print("\nThe closest passages, which may not be what you are looking for:")
        _show_cited(answer.closest)
    if explain:
        print("\nHow the question was taken:" + "".join(f"\n  {each}" for each in answer.passed))


def _show_cited(citations: Sequence[Citation]) -> None:
    for number, citation in enumerate(citations, 1):
        quote = "\n    ".join(filter(None, map(str.strip, citation.quote.split("\n"))))
        print(f"\n[{number}] {citation.place.title}, {_place(citation.place)}\n    {quote}")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _place(place: Place) -> str:
    where = ""
    if place.pages:
        where = f", page {place.pages.first}"
    elif place.lines:
        first, last = place.lines.first, place.lines.last
        where = f", line {first}" if first == last else f", lines {first} to {last}"
    return f"{place.area} {place.year_start} to {place.year_end}{where}"
