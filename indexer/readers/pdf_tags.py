"""The tag tree of a PDF (/StructTreeRoot) → which block each marked-content id belongs to.

Only what a reader needs is kept: headings, paragraphs, list items, table rows and cells. A producer's own names are
followed through the role map; a style called "Heading 2" is taken for what it says even where it is mapped to a plain
paragraph (InDesign does so).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_NODES = 300_000
DEEPEST_ROLE = 8
NAMED_HEADING = re.compile(r"/(?:h|head(?:ing)?)[\s_]*([1-6])$", re.IGNORECASE)
BLOCKS = {"/P", "/LI", "/Caption", "/TOCI", "/Note", "/FENote", "/BibEntry", "/Index", "/Formula"}
CELLS = {"/TD", "/TH"}


@dataclass(slots=True, eq=False)
class Node:
    """An element of the tree. `order` is its place in reading order; `columns` and `rows` what a cell spans."""

    role: str
    order: int
    parent: Node | None
    level: int | None = None
    columns: int = 1
    rows: int = 1
    children: list[Node] = field(default_factory=list)
    lead: Node | None = None

    def above(self, *roles: str) -> Node | None:
        """The nearest element of one of these roles, this one included."""
        node: Node | None = self
        while node is not None and node.role not in roles:
            node = node.parent
        return node


@dataclass(frozen=True, slots=True)
class Tag:
    """What a piece of marked content belongs to. `block` is None where only groups enclose it."""

    order: int
    block: Node | None
    cell: Node | None = None


@dataclass(slots=True)
class Tree:
    """`tags` by page (from 1) and marked-content id; `spoken` are the alternative texts by page."""

    tags: dict[tuple[int, int], Tag] = field(default_factory=dict)
    spoken: dict[int, list[str]] = field(default_factory=dict)
    headings: int = 0


def read_tree(reader: PdfReader) -> Tree:
    """The tag tree of a document; an empty one where there is none or where it is beyond use."""
    root = reader.root_object.get("/StructTreeRoot")
    root = root.get_object() if root is not None else None
    if not isinstance(root, DictionaryObject) or "/K" not in root:
        return Tree()
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, 1)
        if page.indirect_reference is not None
    }
    roles = root.get("/RoleMap")
    roles = roles.get_object() if roles is not None else None
    climb = Climb(numbers, roles if isinstance(roles, DictionaryObject) else DictionaryObject())
    climb.walk(root.raw_get("/K"))
    return climb.tree


@dataclass(slots=True)
class Climb:
    """Walks the tree without recursion: broken files nest without end, or in circles."""

    numbers: dict[int, int]
    roles: DictionaryObject
    tree: Tree = field(default_factory=Tree)
    count: int = 0
    seen: set[int] = field(default_factory=set)
    todo: list[tuple[Any, Node, int]] = field(default_factory=list)

    def walk(self, kids: Any) -> None:
        self.todo = [(kids, Node("/Root", 0, None), 0)]
        while self.todo and self.count < MOST_NODES:
            item, parent, page = self.todo.pop()
            if isinstance(item, IndirectObject):
                if item.idnum in self.seen:
                    continue
                self.seen.add(item.idnum)
                item = item.get_object()
            self.count += 1
            if isinstance(item, ArrayObject):
                self.todo += [(kid, parent, page) for kid in reversed(list(item))]
            elif isinstance(item, int):
                self._content(int(item), parent, page)
            elif isinstance(item, DictionaryObject):
                self._element(item, parent, page)

    def _element(self, item: DictionaryObject, parent: Node, page: int) -> None:
        if "/Pg" in item:
            page = self.numbers.get(getattr(item.raw_get("/Pg"), "idnum", 0), page)
        if "/S" not in item:
            mcid = item.get("/MCID")
            if isinstance(mcid, int) and "/Stm" not in item:
                self._content(int(mcid), parent, page)
            return
        node = self._node(item, parent)
        for key in ("/Alt", "/ActualText"):
            if key in item:
                self.tree.spoken.setdefault(page or self._first_page(item), []).append(str(item[key]))
        if "/K" in item:
            self.todo.append((item.raw_get("/K"), node, page))

    def _first_page(self, item: DictionaryObject) -> int:
        """The page of an element that does not say it itself: that of its first descendant that does."""
        todo: list[Any] = [item]
        for _ in range(50):
            if not todo:
                break
            here = todo.pop()
            here = here.get_object() if isinstance(here, IndirectObject) else here
            if isinstance(here, ArrayObject):
                todo += reversed(list(here))
            elif isinstance(here, DictionaryObject):
                if "/Pg" in here:
                    return self.numbers.get(getattr(here.raw_get("/Pg"), "idnum", 0), 0)
                todo.append(here.get("/K"))
        return 0

    def _node(self, item: DictionaryObject, parent: Node) -> Node:
        role, level = self._role(str(item["/S"]))
        node = Node(role, self.count, parent, level)
        if role in CELLS:
            node.columns, node.rows = _spans(item)
        if level is not None:
            self.tree.headings += 1
        parent.children.append(node)
        return node

    def _role(self, name: str) -> tuple[str, int | None]:
        """The standard role that a name stands for, and its level where it is a heading."""
        for _ in range(DEEPEST_ROLE):
            found = NAMED_HEADING.match(name)
            if found or name in ("/H", "/Title"):
                return "/H", int(found[1]) if found else 1
            mapped = self.roles.get(name)
            if mapped is None or mapped == name:
                break
            name = str(mapped)
        return name, None

    def _content(self, mcid: int, parent: Node, page: int) -> None:
        self.tree.tags.setdefault((page, mcid), _tag(parent, self.count))


def _tag(leaf: Node, order: int) -> Tag:
    cell = leaf.above(*CELLS)
    row = cell.above("/TR") if cell is not None else None
    if cell is not None and row is not None:
        return Tag(order, _block(leaf, stop=cell), cell)
    return Tag(order, _block(leaf, stop=None))


def _block(leaf: Node, stop: Node | None) -> Node | None:
    """The nearest block around `leaf`. The first paragraph of a list item is the item itself."""
    node: Node | None = leaf
    found = None
    while node is not None and node is not stop:
        if node.role == "/H":
            return node
        if node.role == "/LI":
            if node.lead is None and found is not None:
                node.lead = found
            return node if found is None or node.lead is found else found
        if node.role in BLOCKS and found is None:
            found = node
        node = node.parent
    return found


def _spans(item: DictionaryObject) -> tuple[int, int]:
    """Columns and rows that a cell covers."""
    columns = rows = 1
    attributes = item.get("/A")
    attributes = attributes.get_object() if attributes is not None else None
    listed = attributes if isinstance(attributes, ArrayObject) else [attributes]
    for entry in (one.get_object() if isinstance(one, IndirectObject) else one for one in listed):
        if isinstance(entry, DictionaryObject):
            columns, rows = _span(entry.get("/ColSpan"), columns), _span(entry.get("/RowSpan"), rows)
    return columns, rows


def _span(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) and 1 <= value <= 100 else otherwise
