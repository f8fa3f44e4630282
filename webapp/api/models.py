"""What the API takes and gives, as the OpenAPI document describes it. The fields are those of the command line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from indexer.model import Kind
from webapp.params import LAST_PAGE, QUERY_CHARACTERS

Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,80}$")]
Slugs = Annotated[list[Slug], Field(max_length=100)]
Year = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$", examples=["2021-22"])]
Division = int | Literal["total"] | None
Two = Annotated[list[int], Field(min_length=2, max_length=2)] | None


class Asked(BaseModel):
    """A parameter that is not known is an error, so that a misspelt filter never widens a search unnoticed."""

    model_config = ConfigDict(extra="forbid")


class Narrowed(Asked):
    area: Slugs = Field(default=[], description="Slugs of areas, any of them")
    year: list[Year] = Field(default=[], max_length=100, description="Years, any of them")


class ReportsAsked(Narrowed):
    pass


class SearchAsked(Narrowed):
    q: str = Field(default="", max_length=QUERY_CHARACTERS, description="Words, in the grammar of the search page")
    type: list[Kind] = Field(default=[], max_length=20, description="Types of section, any of them")
    agency: Slugs = Field(default=[], description="Agencies mentioned, any of them")
    order: Slugs = Field(default=[], description="Orders mentioned, any of them")
    exact: bool = Field(default=False, description="Only the words typed, not others that mean the same")
    sort: Literal["relevance", "newest", "oldest", "area"] = "relevance"
    page: int = Field(default=1, ge=1, le=LAST_PAGE)
    size: int = Field(default=10, ge=1, le=100, description="Hits a page")


class StudiesAsked(SearchAsked):
    type: list[Literal["case_study", "local_page"]] = Field(  # type: ignore[assignment]
        default=["case_study"], max_length=2, description="Case studies, local initiatives, or both"
    )
    level: Slugs = Field(default=[], description="MAPPA levels of a case, such as level-2, any of them")
    category: Slugs = Field(default=[], description="MAPPA categories of a case, such as category-1, any of them")
    need: Slugs = Field(default=[], description="Needs and risks of a case, any of them")
    intervention: Slugs = Field(default=[], description="What was done in a case, any of it")
    outcome: Slugs = Field(default=[], description="What came of a case, any of it")
    risk: Slugs = Field(default=[], description="Needs and risks mentioned, any of them")
    programme: Slugs = Field(default=[], description="Programmes mentioned, any of them")


class AlikeAsked(Asked):
    type: list[Kind] = Field(
        default=[], max_length=20, description="Types of section, any of them; left out: like a case study are others"
    )
    limit: int = Field(default=5, ge=1, le=50, description="Sections at most")


class AnswerAsked(Narrowed):
    q: str = Field(min_length=1, max_length=300, description="The question")


class TermAsked(Asked):
    q: str = Field(
        min_length=1, max_length=QUERY_CHARACTERS, description="A word, a phrase, or a name such as order:shpo"
    )
    also: bool = Field(default=False, description="Count words of the same meaning, too")


class FiguresAsked(Narrowed):
    measure: Slug | Annotated[str, Field(pattern=r"^[a-z0-9_]{1,80}$")] = Field(description="One of /api/v1/measures")
    category: Literal["1", "2", "3", "4", "total", "none"] | None = Field(
        default=None, description="Left out with `level`: the first of the measure's divisions"
    )
    level: Literal["1", "2", "3", "total", "none"] | None = None


class Place(BaseModel):
    section: str
    report: str
    lines: Two = None
    pages: Two = None


class Hit(Place):
    area: str
    year_start: int
    type: str
    title: str
    score: float
    snippet: str
    also: list[Place] = Field(description="The same text in other reports")


class Alike(BaseModel):
    similar: list[Hit] = Field(description="Most alike first, without the same text in other reports")
    other_years: list[Place] = Field(description="The same section in the area's other reports, newest first")


class FacetValue(BaseModel):
    value: str
    count: int


class Fact(BaseModel):
    name: str
    value: str
    note: str | None = Field(description="Such as alleged, or from what it follows")


class Study(Hit):
    facts: list[Fact] = Field(description="Detected automatically")


class Found(BaseModel):
    model_config = ConfigDict(extra="allow")

    query: str
    total: int = Field(description="Distinct texts")
    took_ms: float
    suggestion: str | None
    notices: list[str]
    hits: list[Hit]
    facets: dict[str, list[FacetValue]]


class Studies(Found):
    hits: list[Study]  # type: ignore[assignment]


class Report(BaseModel):
    id: str
    area: str
    area_slug: str
    year: Year
    digest: bool = Field(description="Our restatement, not the report's own words")
    source: str
    sha256: str
    url: str | None


class ReportWithSections(Report):
    sections: list[dict[str, Any]]


class Section(Place):
    model_config = ConfigDict(extra="allow")

    section: str = Field(alias="id")
    area: str
    year_start: int
    year_end: int
    type: str
    title: str
    text: str
    boilerplate: Literal["national", "edited", "local"]


class Term(BaseModel):
    model_config = ConfigDict(extra="allow")

    term: str
    acronym: str | None
    definitions: list[dict[str, Any]]


class Citation(Place):
    title: str
    quote: str


class Answer(BaseModel):
    model_config = ConfigDict(extra="allow")

    question: str
    answered: bool
    kind: str | None
    answer: str | None
    citations: list[Citation]
    reason: str | None = Field(description="Why there is no answer")


class Measure(BaseModel):
    id: str
    label: str
    definition: str
    unit: str
    period: Literal["snapshot", "year"]
    divisions: list[str] = Field(description="category.level in which figures are held")


class Figure(BaseModel):
    measure: str
    category: Division
    level: Division
    area: str
    year: str
    standing: Literal["given", "dash", "doubtful", "missing", "not_held"]
    value: float | None
    printed: str
    change_since_year_before: float | None
    rank: int | None
    ranked: int | None
    flags: str
    source: str | None


class Figures(BaseModel):
    measure: str
    notes: list[str]
    figures: list[Figure]


class UseInYear(BaseModel):
    year: Year
    reports_held: int
    reports_with_it: int
    sections: int
    texts: int


class UseInArea(BaseModel):
    area: str
    reports_held: int
    reports_with_it: int
    sections: int
    texts: int


class UseInReport(BaseModel):
    area: str
    year: Year
    standing: Literal["mentioned", "absent", "digest", "not_held"]
    sections: int | None
    report: str | None


class TermUse(BaseModel):
    term: str
    words_of_the_same_meaning: bool
    sections: int
    texts: int = Field(description="Distinct texts")
    each_text_looked_at: bool
    years: list[UseInYear]
    areas: list[UseInArea]
    reports: list[UseInReport]


class Area(BaseModel):
    slug: str
    name: str
    region: str
    reports: int = Field(description="Reports held")


class Health(BaseModel):
    status: Literal["ready"]
    generation: str


class Problem(BaseModel):
    """RFC 9457."""

    type: Literal["about:blank"] = "about:blank"
    title: str
    status: int
    detail: str
