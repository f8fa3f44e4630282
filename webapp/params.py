"""Addresses of searches ↔ what is searched for. A search is its address: short names, slugs as values, one order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from indexer.model import Filter, Query, Sort
from indexer.query import parse, render
from webapp.addresses import asking
from webapp.listings import HEADINGS, SEARCH, Listing

SORTS: dict[Sort, str] = {
    "relevance": "Relevance",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "area": "Area, A to Z",
}
assert set(SORTS) == set(get_args(Sort))
SIZES = (10, 25, 50)
QUERY_CHARACTERS = 200
LAST_PAGE = 100
"""Nobody reads further; engines pay for every page before the one that is asked for."""

NAMED = 3
"""Unknown values of a facet that a notice names."""

Values = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Params:
    """A search as its address says it. `chosen` holds the values of each facet name, `all` the names of facets that
    are shown with all their values. `exact`: only the words typed count. `keep`: the reading list, which an address
    of case studies carries along. `begun`: the years in which the reports held begin, which tells how a year that is
    typed among the words is read."""

    text: str = ""
    chosen: Mapping[str, Values] = field(default_factory=dict)
    sort: Sort = "relevance"
    page: int = 1
    size: int = SIZES[0]
    usual_size: int = SIZES[0]
    all: Values = ()
    exact: bool = False
    listing: Listing = SEARCH
    keep: Values = ()
    begun: Collection[int] = ()

    def values(self, name: str) -> Values:
        return self.chosen.get(name, ())

    @property
    def filtered(self) -> bool:
        return any(self.values(name) for name in self.listing.names)

    @property
    def too_long(self) -> bool:
        return len(self.text) > QUERY_CHARACTERS

    def with_values(self, name: str, values: Iterable[str]) -> Params:
        """Another choice in one facet, from page 1."""
        chosen = {**self.chosen, name: tuple(sorted(set(values)))}
        return replace(self, chosen=chosen, page=1)

    def toggled(self, name: str, value: str) -> Params:
        return self.with_values(name, set(self.values(name)) ^ {value})

    def searched_for(self, text: str) -> Params:
        return replace(self, text=text, page=1)

    def exactly(self, exact: bool = True) -> Params:
        return replace(self, exact=exact, page=1)

    def on_page(self, page: int) -> Params:
        return replace(self, page=page)

    def canonical(self) -> Params:
        """The same results; how the filters are shown is left out, and what the reader keeps."""
        return replace(self, all=(), keep=())

    def cleared(self) -> Params:
        return replace(self, chosen={}, page=1)

    def newest(self, size: int) -> Params:
        """The newest of what it finds, whatever page and order it is shown in."""
        return replace(self.canonical(), sort="newest", page=1, size=size)

    def feed(self) -> str:
        """The address of the feed of what it finds."""
        return replace(self.canonical(), sort="relevance", page=1, size=self.usual_size).address(".atom")

    def keeping(self, keep: Values) -> Params:
        return replace(self, keep=keep)

    def pairs(self) -> list[tuple[str, str]]:
        """Names and values in the order of addresses; what goes without saying is left out."""
        pairs = [("show", self.listing.show)] if self.listing.show else []
        pairs += [("q", self.text)] if self.text else []
        pairs += [("exact", "1")] if self.exact else []
        chosen = self.chosen
        pairs += [(name, value) for name in self.listing.names if name in chosen for value in chosen[name]]
        pairs += [("sort", self.sort)] if self.sort != "relevance" else []
        pairs += [("page", str(self.page))] if self.page != 1 else []
        pairs += [("per_page", str(self.size))] if self.size != self.usual_size else []
        pairs += [("all", name) for name in self.all]
        return pairs + [("keep", name) for name in self.keep]

    def address(self, form: str = "") -> str:
        """Of the page, or with `form` ".csv", ".json" or ".atom" of what it shows."""
        return asking(f"{self.listing.path}{form}", self.pairs())

    def moved(self) -> Params | None:
        """With the filters that were typed among the words moved to where filters belong; None if there are none."""
        typed, names = parse(shortened(self.text), begun=self.begun), self.listing.names
        facets = [one for one in typed.filters if one.field in names.values()]
        if not (facets or typed.exact) or typed.notices or self.too_long:
            return None
        chosen = {name: set(self.values(name)) for name in names}
        for name, facet in names.items():
            chosen[name].update(value for one in facets if one.field == facet for value in one.values)
        words = render(replace(typed, filters=tuple(one for one in typed.filters if one not in facets), exact=False))
        chosen_now = {name: tuple(sorted(values)) for name, values in chosen.items()}
        return replace(self, text=words, chosen=chosen_now, exact=self.exact or typed.exact)

    def query(self) -> Query:
        chosen = ((facet, self.values(name)) for name, facet in self.listing.names.items())
        filters = (*self.listing.fixed, *(Filter(facet, values) for facet, values in chosen if values))
        return parse(
            shortened(self.text),
            filters=filters,
            sort=self.sort,
            page=self.page,
            size=self.size,
            exact=self.exact,
            begun=self.begun,
        )


def read(
    args: MultiDict[str, str],
    known: Callable[[str, str], bool],
    usual_size: int = SIZES[0],
    listing: Listing = SEARCH,
    keep: Values = (),
) -> tuple[Params, tuple[str, ...]]:
    """The search that an address asks for, and what had to be left out of it, in words. `known` tells whether a facet
    has a value; `keep` is what the reader keeps. Raises BadRequest for a page that is no number."""
    notices: list[str] = []
    chosen: dict[str, Values] = {}
    for name, facet in listing.names.items():
        given = sorted({value for value in args.getlist(name) if value})
        chosen[name] = tuple(value for value in given if known(facet, value))
        if strange := [value for value in given if not known(facet, value)]:
            notices.append(_unknown(HEADINGS[facet], strange))
    sizes = [str(size) for size in sizes_offered(usual_size, listing)]
    params = Params(
        text=plain_text(args.get("q", "")),
        chosen=chosen,
        sort=cast(Sort, _one(args, "sort", SORTS, "relevance", notices)),
        page=_page(args.get("page") or "1"),
        size=int(_one(args, "per_page", sizes, str(usual_size), notices)),
        usual_size=usual_size,
        all=tuple(name for name in listing.names if name in args.getlist("all")),
        exact=args.get("exact") == "1",
        listing=listing,
        keep=keep,
    )
    return params, tuple(notices)


def tidy(
    args: MultiDict[str, str], usual_size: int = SIZES[0], listing: Listing = SEARCH, keep: Values = ()
) -> Params | None:
    """The same search in the one form of its address, where it came in another: empty values, another order, what
    goes without saying. None where it is in that form, or holds values that a notice has to name."""
    params, notices = read(args, lambda _facet, _value: True, usual_size, listing, keep)
    given = [(name, value) for name in args for value in args.getlist(name)]
    return None if notices or params.pairs() == given else params


def sizes_offered(usual_size: int, listing: Listing = SEARCH) -> tuple[int, ...]:
    return tuple(sorted({*(size for size in SIZES if size <= listing.most), usual_size}))


def shortened(text: str) -> str:
    """What is too long is cut at a word, so that there is something to show."""
    text = plain_text(text)
    if len(text) <= QUERY_CHARACTERS:
        return text
    return text[: QUERY_CHARACTERS + 1].rpartition(" ")[0] or text[:QUERY_CHARACTERS]


def plain_text(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()


def _unknown(name: str, values: list[str]) -> str:
    named = ", ".join(f"“{value[:60]}”" for value in values[:NAMED]) + (" and more" if len(values) > NAMED else "")
    return f"{name}: there is no {named} in this collection, so it was left out."


def _one(args: MultiDict[str, str], name: str, allowed: Iterable[str], default: str, notices: list[str]) -> str:
    given = args.get(name) or default
    if given in allowed:
        return given
    notices.append(f"“{given[:60]}” is not a value of {name}; it may be {', '.join(allowed)}.")
    return default


def _page(given: str) -> int:
    if re.fullmatch(r"[0-9]{1,6}", given) and int(given) > 0:
        return int(given)
    raise BadRequest(f"page: “{given[:60]}” is not a page number. It must be a whole number from 1.")
