"""A page of a PDF → its sheet, turned so that its text stands upright."""

from __future__ import annotations

from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject, NullObject

from indexer.readers.pdf_fonts import Faces
from indexer.readers.pdf_sheet import Sheet
from indexer.readers.pdf_state import Matrix, State
from indexer.readers.pdf_walk import Walk

A4 = (0.0, 0.0, 595.0, 842.0)


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
    left, bottom, right, top = _box(page)
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
    contents = page.get("/Contents", NullObject()).get_object()
    if not isinstance(contents, NullObject):
        walk.follow(ContentStream(contents, page.pdf, "bytes"), _resources(page))
    inside = tuple(run for run in walk.runs if run.x1 >= 0 and run.x0 <= width and 0 <= run.y <= height + run.size)
    return Sheet(number, width, height, inside, tuple(walk.path.rules), walk.images, walk.unmapped, walk.damaged)


def _box(page: PageObject) -> tuple[float, float, float, float]:
    """The edges of what is shown: left, bottom, right and top; those of A4 where the page has no size."""
    try:
        left, bottom, right, top = (float(edge) for edge in page.cropbox)
    except ValueError:
        return A4
    return left, bottom, right, top


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
