"""A small PDF writer for tests: text, ruled lines, pictures and tags at exact places, so that what a reader should make
of them is known. Places are in points from the top left corner of an A4 page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
Mark = tuple[int, int]
"""Page (from 0) and marked-content id of a piece of text."""
Tagged = tuple[str, *tuple["Tagged | Mark", ...]]
"""A role with the elements and marks under it: ("TR", ("TH", mark), ("TD", mark, mark))."""


@dataclass
class Page:
    number: int
    content: list[str] = field(default_factory=list)
    marks: int = 0
    picture: bool = False

    def text(self, x: float, y: float, text: str, *, size: float = 11, font: str = "F1", colour: str = "0 g") -> Mark:
        """Show `text` with its baseline at `y`, as marked content."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        mark = (self.number, self.marks)
        self.marks += 1
        self.content.append(f"/Span <</MCID {mark[1]}>> BDC {colour} BT /{font} {size} Tf")
        self.content.append(f"1 0 0 1 {x} {HEIGHT - y} Tm ({escaped}) Tj ET EMC")
        return mark

    def bold(self, x: float, y: float, text: str, **how: float) -> Mark:
        return self.text(x, y, text, font="F2", **how)  # type: ignore[arg-type]

    def lines(self, x: float, y: float, lines: Iterable[str], *, pitch: float = 14, size: float = 11) -> list[Mark]:
        """Lines one below the other, the first with its baseline at `y`."""
        return [self.text(x, y + pitch * index, line, size=size) for index, line in enumerate(lines)]

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.content.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def grid(self, columns: Iterable[float], rows: Iterable[float]) -> None:
        """Ruled lines at each of these places, from the first to the last of the others."""
        across, down = list(rows), list(columns)
        for y in across:
            self.rule(down[0], y, down[-1], y)
        for x in down:
            self.rule(x, across[0], x, across[-1])

    def raw(self, operators: str) -> None:
        self.content.append(operators)

    def image(self) -> None:
        self.picture = True
        self.content.append("q 200 0 0 200 100 400 cm /Im1 Do Q")


@dataclass
class PdfMaker:
    """Pages and, where `tree` is set, their tags. `alts` are alternative texts of figures on the first page."""

    pages: list[Page] = field(default_factory=list)
    tree: list[Tagged] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    alts: list[str] = field(default_factory=list)
    fonts: dict[str, str] = field(default_factory=dict)

    def page(self) -> Page:
        self.pages.append(Page(len(self.pages)))
        return self.pages[-1]

    def build(self) -> bytes:
        objects = Objects()
        catalog, pages = objects.reserve(), objects.reserve()
        fonts = {"F1": _base("Helvetica"), "F2": _base("Helvetica-Bold"), **self.fonts}
        named = " ".join(f"/{name} {objects.add(font)} 0 R" for name, font in fonts.items())
        picture = objects.stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
                                 " /BitsPerComponent 8", b"\x00")  # fmt: skip
        kids = []
        for page in self.pages:
            content = objects.stream("", "\n".join(page.content).encode("cp1252"))
            images = f"/XObject << /Im1 {picture} 0 R >>" if page.picture else ""
            kids.append(objects.add(
                f"<< /Type /Page /Parent {pages} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R"
                f" /Resources << /Font << {named} >> {images} >> >>"
            ))  # fmt: skip
        objects.put(pages, f"<< /Type /Pages /Count {len(kids)} /Kids [{_references(kids)}] >>")
        structure = f"/MarkInfo << /Marked true >> /StructTreeRoot {self._tree(objects, kids)} 0 R" if self.tree else ""
        objects.put(catalog, f"<< /Type /Catalog /Pages {pages} 0 R {structure} >>")
        return objects.file(catalog)

    def _tree(self, objects: Objects, pages: list[int]) -> int:
        root = objects.reserve()
        kids = [self._element(objects, pages, root, element) for element in self.tree]
        kids += [objects.add(f"<< /S /Figure /P {root} 0 R /Pg {pages[0]} 0 R /Alt ({alt}) >>") for alt in self.alts]
        roles = " ".join(f"/{name} /{role}" for name, role in self.roles.items())
        objects.put(root, f"<< /Type /StructTreeRoot /K [{_references(kids)}] /RoleMap << {roles} >> >>")
        return root

    def _element(self, objects: Objects, pages: list[int], parent: int, element: Tagged) -> int:
        number = objects.reserve()
        role, attributes = element[0].partition(" ")[::2]
        kids = []
        for kid in element[1:]:
            if isinstance(kid[0], int):
                kids.append(f"<< /Type /MCR /Pg {pages[kid[0]]} 0 R /MCID {kid[1]} >>")
            else:
                kids.append(f"{self._element(objects, pages, number, kid)} 0 R")
        owned = f"/A << /O /Table {attributes} >>" if attributes else ""
        objects.put(number, f"<< /S /{role} /P {parent} 0 R {owned} /K [{' '.join(kids)}] >>")
        return number


class Objects:
    """The numbered objects of a file."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def reserve(self) -> int:
        self.bodies.append(b"null")
        return len(self.bodies)

    def put(self, number: int, body: str) -> None:
        self.bodies[number - 1] = body.encode("latin-1")

    def add(self, body: str) -> int:
        number = self.reserve()
        self.put(number, body)
        return number

    def stream(self, entries: str, data: bytes) -> int:
        number = self.reserve()
        head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode("latin-1")
        self.bodies[number - 1] = head + data + b"\nendstream"
        return number

    def file(self, catalog: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self.bodies, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, catalog, start)
        return bytes(out)


def _base(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
