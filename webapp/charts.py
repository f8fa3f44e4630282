"""Figures → SVG, without styles in it: the security policy lets none through. Both kinds stand beside a table that
says the same, so a bar is hidden from screen readers and a line chart is described.

A missing year leaves a gap: a line that was drawn through it would claim a figure that nobody published.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

Number = int | float
COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
"""Of lines, tested for contrast with white and with each other."""
DASHES = ("", "8 4", "2 4", "10 4 2 4", "14 4", "6 3 2 3 2 3")
"""Lines differ in more than colour."""
MOST_LINES = len(COLOURS)

BAR = 160
WIDTH, HEIGHT = 760, 340
"""Of the plot with its scales; the key takes its rows below."""
LEFT, RIGHT, TOP, BOTTOM = 64, 40, 16, 40
STEPS = 4
"""Lines of the scale."""
MOST_YEARS = 9
"""Years that are named below the chart; of more, every second or third."""
KEY_COLUMNS, KEY_PITCH, SAMPLE = 2, 24, 40
"""Names side by side in the key, the height of a row, the length of a sample of a line."""


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one name by year; a year without one is left out."""

    name: str
    values: Mapping[int, Number]


def bar(value: Number | None, largest: Number) -> Markup:
    """As wide as its share of the largest; nothing where there is no value."""
    if value is None or largest <= 0 or value < 0:
        return Markup("")
    width = BAR * value / largest
    return Markup(
        '<svg class="bar" aria-hidden="true" width="{0}" height="14" viewBox="0 0 {0} 14">'
        '<rect width="{1:.1f}" height="14" fill="#12436D"/></svg>'
    ).format(BAR, width)


def lines(series: Sequence[Series], years: Sequence[int], title: str) -> Markup:
    """A line a name over the years, with a key below them. Six names at most."""
    if len(series) > MOST_LINES:
        raise ValueError(f"{len(series)} lines cannot be told apart; {MOST_LINES} at most")
    top = _scale(max((value for each in series for value in each.values.values()), default=0))
    plot = _Plot(years, top)
    shown = [each for each in series if each.values]
    parts = [*_grid(plot), *(part for number, each in enumerate(shown) for part in _line(plot, each, number))]
    parts += _key(shown)
    description = "; ".join(
        f"{each.name}: " + ", ".join(f"{year} {each.values.get(year, 'no figure')}" for year in years)
        for each in series
    )
    return Markup(
        '<svg class="lines" role="img" aria-labelledby="lines-title lines-desc" viewBox="0 0 {} {}" width="{}">'
        '<title id="lines-title">{}</title><desc id="lines-desc">{}</desc>{}</svg>'
    ).format(WIDTH, HEIGHT + _rows(shown) * KEY_PITCH, WIDTH, title, description, Markup("").join(parts))


@dataclass(frozen=True, slots=True)
class _Plot:
    years: Sequence[int]
    top: Number

    def x(self, year: int) -> float:
        """True to time, so that years without a report take their room."""
        first, last = min(self.years), max(self.years)
        return LEFT + (WIDTH - LEFT - RIGHT) * (year - first) / max(last - first, 1)

    def y(self, value: Number) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / (self.top or 1)


def _scale(largest: Number) -> Number:
    """The end of the scale: the next round number, so that its steps are round."""
    if largest <= 0:
        return STEPS
    power = int(10 ** (len(str(int(largest))) - 1))
    rounded = (number * power for number in (1, 2, 4, 6, 8, 10))
    return next((end for end in rounded if end >= largest and end % STEPS == 0), 12 * power)


def _grid(plot: _Plot) -> Iterator[Markup]:
    for step in range(STEPS + 1):
        value = plot.top * step / STEPS
        y = plot.y(value)
        yield Markup('<path d="M{} {:.1f}H{}" stroke="#b1b4b6" fill="none"/>').format(LEFT, y, WIDTH - RIGHT)
        yield _text(LEFT - 8, y + 5, f"{value:,.0f}", "end")
    for year in plot.years[:: -(-len(plot.years) // MOST_YEARS)]:
        yield _text(plot.x(year), HEIGHT - BOTTOM + 22, f"{year}-{(year + 1) % 100:02d}", "middle")


def _line(plot: _Plot, series: Series, number: int) -> Iterator[Markup]:
    colour, dash = COLOURS[number], DASHES[number]
    for part in _runs(series):
        points = " ".join(f"{plot.x(year):.1f},{plot.y(series.values[year]):.1f}" for year in part)
        yield Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>').format(
            points, colour, dash or "none"
        )
    for year, value in series.values.items():
        yield _marker(plot.x(year), plot.y(value), number)


def _runs(series: Series) -> list[list[int]]:
    """Years with values that follow each other without a gap."""
    runs = groupby(enumerate(sorted(series.values)), key=lambda pair: pair[1] - pair[0])
    return [[year for _, year in run] for _, run in runs]


def _marker(x: float, y: float, number: int) -> Markup:
    """A shape of its own for each line: round, square, diamond, triangle, and hollow ones."""
    colour, fill = COLOURS[number], COLOURS[number] if number < 4 else "#fff"
    if number % 4 == 0:
        shape = Markup('<circle cx="{:.1f}" cy="{:.1f}" r="5" fill="{}" stroke="{}"/>')
        return shape.format(x, y, fill, colour)
    corners = {1: "-5,-5 5,-5 5,5 -5,5", 2: "0,-6 6,0 0,6 -6,0", 3: "0,-6 6,5 -6,5"}[number % 4]
    shape = Markup('<polygon points="{}" transform="translate({:.1f} {:.1f})" fill="{}" stroke="{}"/>')
    return shape.format(corners, x, y, fill, colour)


def _key(series: Sequence[Series]) -> Iterator[Markup]:
    """Names below the years, behind samples of their lines: beside the plot, a mark would look like one more point."""
    for number, each in enumerate(series):
        row, column = divmod(number, KEY_COLUMNS)
        x = LEFT + column * (WIDTH - LEFT) / KEY_COLUMNS
        y = HEIGHT + row * KEY_PITCH + 8
        yield Markup('<path d="M{:.1f} {:.1f}h{}" stroke="{}" stroke-width="3" stroke-dasharray="{}"/>').format(
            x, y, SAMPLE, COLOURS[number], DASHES[number] or "none"
        )
        yield _marker(x + SAMPLE / 2, y, number)
        yield _text(x + SAMPLE + 10, y + 5, each.name, "start")


def _rows(series: Sequence[Series]) -> int:
    return -(-len(series) // KEY_COLUMNS)


def _text(x: float, y: float, words: str, anchor: str) -> Markup:
    shape = Markup('<text x="{:.1f}" y="{:.1f}" font-size="14" text-anchor="{}" fill="#0b0c0c">{}</text>')
    return shape.format(x, y, anchor, escape(words))
