"""Follows the operators of a content stream (ISO 32000-1, annex A) and gathers the text and ruled lines they show.

pypdf's own `extract_text` joins what stands on one line and says neither where a word ends nor which tag it bears; both
are needed for columns, table cells and the tag tree. So the operators that pypdf parses are followed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from pypdf.generic import ContentStream, DictionaryObject, NameObject, StreamObject

from indexer.readers.pdf_fonts import Faces, read_face
from indexer.readers.pdf_operators import operations
from indexer.readers.pdf_path import Path
from indexer.readers.pdf_sheet import CELL_GAP, WORD_GAP, Run
from indexer.readers.pdf_state import IDENTITY, Mark, Matrix, State, matrix, times

DEEPEST_FORM = 8
MOST_FORMS = 500


def _spoken(string: Any) -> str:
    """A text string (ISO 32000-1, 7.9.2.2), which in content streams comes as bytes."""
    if not isinstance(string, bytes):
        return str(string)
    if string.startswith((b"\xfe\xff", b"\xff\xfe")):
        return string.decode("utf-16", "replace")
    return string.decode("utf-8-sig" if string.startswith(b"\xef\xbb\xbf") else "cp1252", "replace")


@dataclass(slots=True)
class Walk:
    """Follows operators and gathers what they show. Operators with operands of the wrong kind are passed over."""

    pdf: Any
    faces: Faces
    state: State
    runs: list[Run] = field(default_factory=list)
    images: int = 0
    forms: int = 0
    unmapped: int = 0
    damaged: bool = False
    depth: int = 0
    resources: DictionaryObject = field(default_factory=DictionaryObject)
    saved: list[State] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    text: Matrix = IDENTITY
    line: Matrix = IDENTITY
    path: Path = field(default_factory=Path)
    shown: dict[tuple[str, float], set[tuple[int, int]]] = field(default_factory=dict)

    operators: ClassVar[dict[bytes, Callable[[Walk, Any], None]]] = {}

    def follow(self, content: ContentStream, resources: DictionaryObject) -> None:
        outer, self.resources = self.resources, resources
        known = self.operators
        read, damaged = operations(content)
        self.damaged = self.damaged or damaged
        for operands, operator in read:
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
            if isinstance(item, bytes):
                end += self._glyphs(item, letters)
            elif isinstance(item, (int, float)):
                gap = -float(item) / 1000
                end += gap * size * stretch
                if gap > CELL_GAP:
                    self._emit(letters, start, end - gap * size * stretch)
                    letters, start = [], end
                elif gap > max(WORD_GAP, state.face.space * 0.5) and letters and not letters[-1].endswith(" "):
                    letters.append(" ")
                elif not letters:
                    start = end
            elif isinstance(item, str) and not isinstance(item, NameObject):
                end += self._glyphs(item.encode("latin-1", "replace"), letters)
        self._emit(letters, start, end)
        self.text = times((1, 0, 0, 1, end, 0), self.text)

    def _glyphs(self, string: bytes, letters: list[str]) -> float:
        state, face = self.state, self.state.face
        assert face is not None
        text, width, glyphs, spaces = face.shown(string)
        if not face.mapped:
            self.unmapped += glyphs
        elif glyphs:
            letters.append(text)
        return (width * state.size + glyphs * state.letter_space + spaces * state.word_space) * state.stretch

    def _emit(self, letters: list[str], start: float, end: float) -> None:
        text = "".join(letters)
        if not text:
            return
        state = self.state
        m = times(self.text, state.matrix)
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
        self.runs.append(Run(text, xs[0], xs[1], y, size, bold, mcid, artifact, upright, state.colour))

    def _double(self, text: str, x: float, y: float, size: float) -> bool:
        """Whether the same text stands here already: shadows and faked bold type are printed twice."""
        near = size * (0.08 if len(text) > 1 else 0.04)
        column, row = round(x / near), round(y / near)
        known = self.shown.setdefault((text, round(size, 1)), set())
        around = ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        if known and text.strip() and any(place in known for place in around):
            return True
        known.add((column, row))
        return False

    def move(self, x: float, y: float) -> None:
        self.line = self.text = times((1, 0, 0, 1, x, y), self.line)

    # ---- fonts, forms, marks

    def font(self, name: str, size: float) -> None:
        self.state.size = float(size)
        reference = self.resources["/Font"].raw_get(name)  # type: ignore[attr-defined]
        key = getattr(reference, "idnum", None) or id(reference)
        if key not in self.faces:
            self.faces[key] = read_face(reference.get_object())
        self.state.face = self.faces[key]

    def form(self, name: str) -> None:
        form = self.resources["/XObject"][name].get_object()  # type: ignore[index]
        if form.get("/Subtype") == "/Image":
            self.picture()
        if form.get("/Subtype") != "/Form" or not isinstance(form, StreamObject):
            return
        if self.depth >= DEEPEST_FORM or self.forms >= MOST_FORMS:
            return
        self.forms += 1
        before = replace(self.state)
        if "/Matrix" in form:
            self.state.matrix = times(matrix(form["/Matrix"]), self.state.matrix)
        saved, self.saved = self.saved, []
        marks = len(self.marks)
        self.depth += 1
        self.follow(ContentStream(form, self.pdf, "bytes"), form.get("/Resources", self.resources).get_object())
        self.depth -= 1
        del self.marks[marks:]
        self.state, self.saved = before, saved

    def picture(self) -> None:
        self.images += 1

    def mark(self, tag: str, properties: Any) -> None:
        if isinstance(properties, NameObject):
            properties = self.resources.get("/Properties", {}).get(properties, {})
        properties = properties.get_object() if hasattr(properties, "get_object") else properties
        outer = self.marks[-1] if self.marks else Mark(None, "")
        # A form counts its marks for itself; the tree means those of the page.
        mcid = properties.get("/MCID", outer.mcid) if self.depth == 0 else outer.mcid
        artifact = outer.artifact
        if tag == "/Artifact":
            artifact = str(properties.get("/Type", "/artifact"))[1:].lower() or "artifact"
        spoken = properties.get("/ActualText")
        self.marks.append(Mark(mcid, artifact, _spoken(spoken) if spoken is not None else outer.spoken))

    def unmark(self) -> None:
        if self.marks:
            self.marks.pop()

    def save(self) -> None:
        self.saved.append(replace(self.state))

    def restore(self) -> None:
        if self.saved:
            self.state = self.saved.pop()


def _next_line(walk: Walk) -> None:
    walk.move(0, -walk.state.leading)


def _next_line_show(walk: Walk, operands: Any) -> None:
    _next_line(walk)
    walk.show(operands)


def _spaced_line_show(walk: Walk, operands: Any) -> None:
    walk.state.word_space, walk.state.letter_space = float(operands[0]), float(operands[1])
    _next_line_show(walk, operands[2:])


def _move_leading(walk: Walk, operands: Any) -> None:
    walk.state.leading = -float(operands[1])
    walk.move(float(operands[0]), float(operands[1]))


def _set_text(walk: Walk, operands: Any) -> None:
    walk.line = walk.text = matrix(operands) if operands else IDENTITY


def _transform(walk: Walk, operands: Any) -> None:
    walk.state.matrix = times(matrix(operands), walk.state.matrix)


def _colour(walk: Walk, operands: Any) -> None:
    walk.state.colour = tuple(round(float(part), 2) for part in operands if isinstance(part, (int, float)))


def _setting(name: str, scale: float = 1.0) -> Callable[[Walk, Any], None]:
    def apply(walk: Walk, operands: Any) -> None:
        setattr(walk.state, name, float(operands[0]) * scale)

    return apply


Walk.operators.update(
    {
        b"BT": lambda walk, _: _set_text(walk, ()),
        b"Tm": _set_text,
        b"Td": lambda walk, o: walk.move(float(o[0]), float(o[1])),
        b"TD": _move_leading,
        b"T*": lambda walk, _: _next_line(walk),
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
        **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), _colour),
        b"q": lambda walk, _: walk.save(),
        b"Q": lambda walk, _: walk.restore(),
        b"cm": _transform,
        b"Do": lambda walk, o: walk.form(o[0]),
        b"INLINE IMAGE": lambda walk, _: walk.picture(),
        b"BDC": lambda walk, o: walk.mark(o[0], o[1]),
        b"BMC": lambda walk, o: walk.mark(o[0], {}),
        b"EMC": lambda walk, _: walk.unmark(),
        b"m": lambda walk, o: walk.path.move(float(o[0]), float(o[1])),
        b"l": lambda walk, o: walk.path.draw(float(o[0]), float(o[1])),
        b"re": lambda walk, o: walk.path.box(float(o[0]), float(o[1]), float(o[2]), float(o[3])),
        **{
            paint: lambda walk, _: walk.path.paint(walk.state.matrix)
            for paint in (b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*")
        },
        b"n": lambda walk, _: walk.path.clear(),
    }
)
