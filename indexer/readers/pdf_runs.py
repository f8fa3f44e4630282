"""The content stream of a PDF page → runs of text and ruled lines, each with its place on the page.

pypdf's own `extract_text` joins what stands on one line and says neither where a word ends nor which tag it bears; both
are needed for columns, table cells and the tag tree. So the operators that pypdf parses are followed here, with the
fonts that pypdf decodes. Places are in points from the top left corner of the page as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, NameObject, StreamObject
from pypdf.generic._font import Font

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BOLD = re.compile(r"bold|black|heavy|demi|-(bd|sb)\b", re.IGNORECASE)
FORCE_BOLD = 1 << 18
"""The flag of a font descriptor (ISO 32000-1, table 123)."""
WORD_GAP = 0.17
"""Ems between two glyphs from which on a space is meant, where the font has none or its width is odd."""
CELL_GAP = 1.6
"""Ems between two glyphs of one operator that set them apart: no justified line is stretched that far."""
DEEPEST_FORM = 8
MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown in one go. `y` is its baseline, `x1` where the next glyph would stand; `size` is in points.

    `mcid` is the marked-content id of the innermost tag that has one, `artifact` what the producer marked as no part of
    the text: "" where it is text, else the type of artifact in small letters, or "artifact".
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    mcid: int | None = None
    artifact: str = ""
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, or a filled box so thin that it looks like one; `x0 <= x1`, `y0 <= y1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page. `images` counts pictures, `unmapped` glyphs whose letters the file does not tell."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    images: int = 0
    unmapped: int = 0


@dataclass(slots=True)
class Face:
    """A font, as far as text needs it: each code's letters and width in ems."""

    bold: bool
    encoding: str | dict[int, str]
    glyphs: dict[str, tuple[str, float]]
    letters: dict[str, str]
    widths: dict[str, float]
    mapped: bool
    space: float

    def read(self, string: bytes) -> list[tuple[str, float]]:
        """Letters and width of each glyph in `string`."""
        if isinstance(self.encoding, str):
            codes = string.decode(self.encoding, "replace")
            return [self.glyphs.get(code) or self._learn(code, code) for code in codes]
        known = self.encoding
        return [self.glyphs.get(chr(b)) or self._learn(chr(b), known.get(b, chr(b))) for b in string]

    def _learn(self, code: str, default: str) -> tuple[str, float]:
        letters = str(self.letters.get(default, default))
        width = self.widths.get(code, self.widths.get("default", 500.0))
        glyph = (letters, float(width) / 1000)
        self.glyphs[code] = glyph
        return glyph


Faces = dict[int, Face]
"""Faces by the object number of their font: a document's pages share them."""


@dataclass(slots=True)
class State:
    """The part of the graphics state that text depends on; saved by q, restored by Q."""

    matrix: Matrix
    face: Face | None = None
    size: float = 12.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """An open marked-content sequence. `spoken` is the text that replaces what is shown in it (/ActualText)."""

    mcid: int | None
    artifact: str
    spoken: str | None = None


def read_sheet(page: PageObject, number: int, faces: Faces) -> Sheet:
    """Follow the operators of `page`. Raises whatever pypdf raises on damaged pages."""
    sheet = _follow(page, number, faces, page.rotation)
    lying = sum(len(run.text) for run in sheet.runs if not run.upright)
    if lying * 2 > sum(len(run.text) for run in sheet.runs):
        sheet = _follow(page, number, faces, page.rotation + 90)
        if sum(run.upright for run in sheet.runs) * 2 < len(sheet.runs):
            sheet = _follow(page, number, faces, page.rotation - 90)
    return sheet


def _follow(page: PageObject, number: int, faces: Faces, rotation: int) -> Sheet:
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    start: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    width, height = right - left, top - bottom
    if rotation % 180:
        width, height = height, width
    walk = Walk(page.pdf, faces, State(start[rotation % 360]))
    contents = page.get("/Contents")
    if contents is not None:
        walk.follow(ContentStream(contents.get_object(), page.pdf, "bytes"), _resources(page))
    inside = tuple(run for run in walk.runs if run.x1 >= 0 and run.x0 <= width and 0 <= run.y <= height + run.size)
    return Sheet(number, width, height, inside, tuple(walk.rules), walk.images, walk.unmapped)


def _resources(holder: DictionaryObject) -> DictionaryObject:
    """The resources of a page, which may stand at one of its ancestors."""
    node: Any = holder
    for _ in range(50):
        found = node.get("/Resources")
        if found is not None and isinstance(found.get_object(), DictionaryObject):
            return found.get_object()  # type: ignore[no-any-return]
        node = node.get("/Parent")
        node = node.get_object() if node is not None else None
        if not isinstance(node, DictionaryObject):
            break
    return DictionaryObject()


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands[:6])
    return a, b, c, d, e, f


@dataclass(slots=True)
class Walk:
    """Follows operators and gathers what they show. Operators with operands of the wrong kind are passed over."""

    pdf: Any
    faces: Faces
    state: State
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: int = 0
    unmapped: int = 0
    depth: int = 0
    resources: DictionaryObject = field(default_factory=DictionaryObject)
    saved: list[State] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    path: list[tuple[float, float, float, float]] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)
    shown: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    operators: ClassVar[dict[bytes, Callable[[Walk, Any], None]]] = {}

    def follow(self, content: ContentStream, resources: DictionaryObject) -> None:
        outer, self.resources = self.resources, resources
        known = self.operators
        for operands, operator in content.operations:
            action = known.get(operator)
            if action is None:
                continue
            try:
                action(self, operands)
            except (TypeError, ValueError, IndexError, KeyError, AttributeError):
                continue
        self.resources = outer

    # ---- text

    def show(self, strings: Any) -> None:
        """TJ: strings with the distances between them, in thousandths of an em."""
        state = self.state
        if state.face is None:
            return
        letters: list[str] = []
        start = end = 0.0
        size, stretch = state.size, state.stretch
        for item in strings:
            if isinstance(item, (int, float)):
                gap = -float(item) / 1000
                end += gap * size * stretch
                if gap > CELL_GAP:
                    self._emit(letters, start, end - gap * size * stretch)
                    letters, start = [], end
                elif gap > max(WORD_GAP, state.face.space * 0.5) and letters and not letters[-1].endswith(" "):
                    letters.append(" ")
                elif not letters:
                    start = end
            elif isinstance(item, bytes) or (isinstance(item, str) and not isinstance(item, NameObject)):
                end += self._glyphs(item if isinstance(item, bytes) else item.encode("latin-1", "replace"), letters)
        self._emit(letters, start, end)
        self.text = _times((1, 0, 0, 1, end, 0), self.text)

    def _glyphs(self, string: bytes, letters: list[str]) -> float:
        state, face = self.state, self.state.face
        assert face is not None
        width = 0.0
        for text, advance in face.read(string):
            width += advance * state.size + state.letter_space + (state.word_space if text == " " else 0.0)
            letters.append(text)
        if not face.mapped:
            self.unmapped += len(letters)
            letters.clear()
        return width * state.stretch

    def _emit(self, letters: list[str], start: float, end: float) -> None:
        text = "".join(letters)
        if not text:
            return
        state = self.state
        m = _times(self.text, state.matrix)
        upright = abs(m[0]) >= abs(m[1])
        size = state.size * ((m[2] ** 2 + m[3] ** 2) ** 0.5)
        mark = self.marks[-1] if self.marks else None
        if mark is not None and mark.spoken is not None:
            text, self.marks[-1] = mark.spoken, replace(mark, spoken="")
        x, y = m[4] + state.rise * m[2], m[5] + state.rise * m[3]
        xs = sorted((x + start * m[0], x + end * m[0])) if upright else [x, x]
        if size <= 0 or not text or self._double(text, xs[0], y, size):
            return
        bold = (state.face is not None and state.face.bold) or state.mode == 2
        mcid, artifact = (mark.mcid, mark.artifact) if mark is not None else (None, "")
        self.runs.append(Run(text, xs[0], xs[1], y, size, bold, mcid, artifact, upright))

    def _double(self, text: str, x: float, y: float, size: float) -> bool:
        """Whether the same text stands here already: shadows and faked bold type are printed twice."""
        places = self.shown.setdefault(text, [])
        near = size * 0.12
        if text.strip() and any(abs(x - px) < near and abs(y - py) < near for px, py in places):
            return True
        places.append((x, y))
        return False

    def move(self, x: float, y: float) -> None:
        self.line = self.text = _times((1, 0, 0, 1, x, y), self.line)

    # ---- fonts, forms, marks

    def font(self, name: str, size: float) -> None:
        self.state.size = float(size)
        reference = self.resources["/Font"].raw_get(name)  # type: ignore[attr-defined]
        key = getattr(reference, "idnum", None) or id(reference)
        if key not in self.faces:
            self.faces[key] = _face(reference.get_object())
        self.state.face = self.faces[key]

    def form(self, name: str) -> None:
        form = self.resources["/XObject"][name].get_object()  # type: ignore[index]
        if form.get("/Subtype") == "/Image":
            self.images += 1
        if form.get("/Subtype") != "/Form" or self.depth >= DEEPEST_FORM or not isinstance(form, StreamObject):
            return
        before = replace(self.state)
        if "/Matrix" in form:
            self.state.matrix = _times(_matrix(form["/Matrix"]), self.state.matrix)
        saved, self.saved = self.saved, []
        marks = len(self.marks)
        self.depth += 1
        self.follow(ContentStream(form, self.pdf, "bytes"), form.get("/Resources", self.resources).get_object())
        self.depth -= 1
        del self.marks[marks:]
        self.state, self.saved = before, saved

    def mark(self, tag: str, properties: Any) -> None:
        if isinstance(properties, NameObject):
            properties = self.resources.get("/Properties", {}).get(properties, {})
        properties = properties.get_object() if hasattr(properties, "get_object") else properties
        outer = self.marks[-1] if self.marks else Mark(None, "")
        mcid = properties.get("/MCID", outer.mcid)
        artifact = outer.artifact
        if tag == "/Artifact":
            artifact = str(properties.get("/Type", "/artifact"))[1:].lower() or "artifact"
        spoken = properties.get("/ActualText")
        self.marks.append(Mark(mcid, artifact, str(spoken) if spoken is not None else outer.spoken))

    def unmark(self) -> None:
        if self.marks:
            self.marks.pop()

    def save(self) -> None:
        self.saved.append(replace(self.state))

    def restore(self) -> None:
        if self.saved:
            self.state = self.saved.pop()

    # ---- ruled lines

    def draw(self, x: float, y: float) -> None:
        self.path.append((*self.at, x, y))
        self.at = (x, y)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        right, top = x + width, y + height
        if abs(width) < 3 or abs(height) < 3:
            self.path.append((x, y, right, top))
            return
        self.path += [(x, y, right, y), (x, top, right, top), (x, y, x, top), (right, y, right, top)]

    def paint(self) -> None:
        m = self.state.matrix
        for ax, ay, bx, by in self.path[: MOST_RULES - len(self.rules)]:
            xs = sorted((ax * m[0] + ay * m[2] + m[4], bx * m[0] + by * m[2] + m[4]))
            ys = sorted((ax * m[1] + ay * m[3] + m[5], bx * m[1] + by * m[3] + m[5]))
            if min(xs[1] - xs[0], ys[1] - ys[0]) < 3:
                self.rules.append(Rule(xs[0], ys[0], xs[1], ys[1]))
        self.path = []


def _face(font: DictionaryObject) -> Face:
    read = Font.from_font_resource(font)
    descriptor = read.font_descriptor
    weight = descriptor.weight if isinstance(descriptor.weight, (int, float)) else 0
    flags = descriptor.flags if isinstance(descriptor.flags, int) else 0
    mapped = read.interpretable and not (read.sub_type == "Type0" and not read.character_map and _opaque(font))
    return Face(
        bold=bool(BOLD.search(read.name)) or weight >= 600 or bool(flags & FORCE_BOLD),
        encoding=read.encoding,
        glyphs={},
        letters=read.character_map,
        widths=read.character_widths,
        mapped=mapped,
        space=float(read.space_width) / 1000,
    )


def _opaque(font: DictionaryObject) -> bool:
    """Whether the codes of a composite font are glyph numbers, which say nothing about letters."""
    return "/ToUnicode" not in font and str(font.get("/Encoding", "")).startswith("/Identity")


def _next_line(walk: Walk, operands: Any) -> None:
    walk.move(0, -walk.state.leading)


def _next_line_show(walk: Walk, operands: Any) -> None:
    _next_line(walk, operands)
    walk.show(operands)


def _spaced_line_show(walk: Walk, operands: Any) -> None:
    walk.state.word_space, walk.state.letter_space = float(operands[0]), float(operands[1])
    _next_line_show(walk, operands[2:])


def _move_leading(walk: Walk, operands: Any) -> None:
    walk.state.leading = -float(operands[1])
    walk.move(float(operands[0]), float(operands[1]))


def _set_text(walk: Walk, operands: Any) -> None:
    walk.line = walk.text = _matrix(operands) if operands else IDENTITY


def _start_path(walk: Walk, operands: Any) -> None:
    walk.at = (float(operands[0]), float(operands[1]))


def _transform(walk: Walk, operands: Any) -> None:
    walk.state.matrix = _times(_matrix(operands), walk.state.matrix)


def _setting(name: str, scale: float = 1.0) -> Callable[[Walk, Any], None]:
    def apply(walk: Walk, operands: Any) -> None:
        setattr(walk.state, name, float(operands[0]) * scale)

    return apply


def _image(walk: Walk, operands: Any) -> None:
    walk.images += 1


Walk.operators.update(
    {
        b"BT": lambda walk, _: _set_text(walk, ()),
        b"Tm": _set_text,
        b"Td": lambda walk, o: walk.move(float(o[0]), float(o[1])),
        b"TD": _move_leading,
        b"T*": _next_line,
        b"Tj": Walk.show,
        b"TJ": lambda walk, o: walk.show(o[0]),
        b"'": _next_line_show,
        b'"': _spaced_line_show,
        b"Tf": lambda walk, o: walk.font(o[0], o[1]),
        b"Tc": _setting("letter_space"),
        b"Tw": _setting("word_space"),
        b"Tz": _setting("stretch", 0.01),
        b"TL": _setting("leading"),
        b"Ts": _setting("rise"),
        b"Tr": _setting("mode"),
        b"q": lambda walk, _: walk.save(),
        b"Q": lambda walk, _: walk.restore(),
        b"cm": _transform,
        b"Do": lambda walk, o: walk.form(o[0]),
        b"INLINE IMAGE": _image,
        b"BDC": lambda walk, o: walk.mark(o[0], o[1]),
        b"BMC": lambda walk, o: walk.mark(o[0], {}),
        b"EMC": lambda walk, _: walk.unmark(),
        b"m": _start_path,
        b"l": lambda walk, o: walk.draw(float(o[0]), float(o[1])),
        b"re": lambda walk, o: walk.box(float(o[0]), float(o[1]), float(o[2]), float(o[3])),
        **{paint: lambda walk, _: walk.paint() for paint in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")},
        b"n": lambda walk, _: walk.path.clear(),
    }
)
