"""What stands within a line of a JATS article: marks, raised and lowered characters, formulas."""

from collections.abc import Iterator
from typing import Any

from extractors.readers import mathml
from extractors.readers.inline import Level, Line, Run, printed
from extractors.readers.markup import children, local_name, text_of_entity

_MARKS = frozenset({"bibr", "fn", "table-fn", "corresp", "author-notes"})
_LEVELS = {"sup": Level.SUPER, "sub": Level.SUB}
BLOCKS = frozenset({
    "p", "sec", "list", "def-list", "table-wrap", "table-wrap-group", "fig", "fig-group", "disp-quote", "boxed-text", "disp-formula",
    "disp-formula-group", "supplementary-material", "media", "fn-group", "fn", "speech", "statement", "verse-group", "preformat", "array",
    "ref-list", "app", "app-group", "ack", "notes", "glossary", "bio", "title", "label", "caption", "list-item", "def-item", "attrib",
    "verse-line", "table-wrap-foot", "table", "floats-group", "floats-wrap", "body", "back", "abstract", "trans-abstract", "def", "term",
    "chem-struct-wrap", "graphic", "alternatives", "title-group", "chem-struct-wrapper", "supplement", "question", "answer", "explanation",
})  # fmt: skip
"""Elements that end the line they stand in."""
SILENT = frozenset({
    "object-id", "contrib-group", "aff", "permissions", "sec-meta", "subtitle-meta", "processing-meta", "journal-meta", "kwd-group",
    "index-term", "alt-text", "long-desc", "email", "uri-meta", "copyright-statement", "license", "x-meta", "ref-meta", "disp-level", "history",
    "sig-block", "custom-meta-group", "counts", "private-char",
})  # fmt: skip
"""Elements that hold no text of the article."""


class Lines:
    """Reads lines; what is an image in them becomes a notice."""

    def __init__(self, notices: list[str]) -> None:
        self._notices = notices

    def line(self, element: Any) -> Line:
        """The characters of an element."""
        return printed(self.runs(element))

    def runs(self, element: Any, level: Level = Level.BASE, is_mark: bool = False) -> Iterator[Run]:
        """The characters of an element as runs; blocks inside it are set apart by a space."""
        yield Run(element.text or "", level, is_mark)
        for child in element:
            name = local_name(child)
            if name in BLOCKS:
                yield Run(" ", level)
            yield from self.run(child, level, is_mark)
            if name in BLOCKS:
                yield Run(" ", level)
            yield Run(child.tail or "", level, is_mark)

    def run(self, child: Any, level: Level = Level.BASE, is_mark: bool = False) -> Iterator[Run]:
        """One element within a line, without what follows it."""
        name = local_name(child)
        if not name:
            yield Run(text_of_entity(child) or "", level, is_mark)
        elif name in SILENT and name != "email":
            return
        elif name in _LEVELS:
            marks = level is Level.BASE and any(
                inner.get("ref-type") in _MARKS for inner in child.iter() if local_name(inner) == "xref"
            )
            yield from self.runs(child, _LEVELS[name], is_mark or (marks and name == "sup"))
        elif name == "xref" and child.get("ref-type") in _MARKS:
            yield from self.runs(child, level, True)
        elif name in ("inline-formula", "disp-formula", "math", "alternatives", "tex-math", "chem-struct"):
            yield from self.formula(child)
        elif name in ("break", "hr"):
            yield Run(" ", level)
        elif name in ("inline-graphic", "graphic"):
            if name == "inline-graphic":
                self._notices.append("A sign or formula in a line is an image: it is not read.")
        else:
            yield from self.runs(child, level, is_mark)

    def formula(self, element: Any) -> Iterator[Run]:
        """The characters of a formula, in the form of it that is read best."""
        name = local_name(element)
        if name == "math":
            yield from mathml.formula(element)
        elif name == "tex-math":
            yield Run(mathml.tex("".join(element.itertext())))
        elif name == "alternatives":
            chosen = self.alternative(element)
            if chosen is not None:
                yield from self.run(chosen)
        elif name in ("inline-formula", "disp-formula", "chem-struct", "chem-struct-wrap"):
            yield Run(element.text or "")
            for child in element:
                if local_name(child) == "label":
                    continue
                if local_name(child) == "graphic":
                    self._notices.append("A formula is an image: it is not read.")
                yield from self.run(child)
                yield Run(child.tail or "")

    def alternative(self, element: Any) -> Any:
        """Of several forms of one thing the one that is read best."""
        order = ("table", "math", "textual-form", "tex-math", "inline-graphic", "graphic")
        found = sorted(
            (child for child, _ in children(element)),
            key=lambda child: order.index(local_name(child)) if local_name(child) in order else 2,
        )
        return found[0] if found else None


def spaced(element: Any) -> str:
    """The characters of an element with a space between its parts, where they have none."""
    return " ".join(" ".join(part.split()) for part in element.itertext(with_tail=True) if part and part.strip())
