"""Which way a browser runs a page's text: what an element shows from right to left stands in the file in another order.

Read are `dir`, `bdo` and `bdi` (HTML Standard, 3.2.6.4 and 15.3.5) and `direction` in an element's own style; style sheets are not.
"""

from typing import Any

import regex

from extractors.patterns import compiled

_SAYS_DIRECTION = "[dir], bdi, [style*='direction']"
_STYLED = compiled(r"(?<![-\w])direction\s*:\s*(?P<direction>rtl|ltr)", regex.IGNORECASE)
_FIRST_LETTER = compiled(r"[\p{bc=L}\p{bc=R}\p{bc=AL}]")
_FROM_RIGHT = compiled(r"[\p{bc=R}\p{bc=AL}]")


class Directions:
    """The directions of a page's elements, each looked up once."""

    def __init__(self, tree: Any) -> None:
        self._any = tree.css_first(_SAYS_DIRECTION) is not None
        self._known: dict[int, bool] = {}

    def from_right(self, element: Any) -> bool:
        """Whether the element's text runs from right to left; the nearest element that says a direction says it."""
        if not self._any or element is None:
            return False
        known = self._known.get(element.mem_id)
        if known is None:
            said = _said(element)
            known = self._known[element.mem_id] = self.from_right(element.parent) if said is None else said == "rtl"
        return known


def _said(element: Any) -> str | None:
    attributes = element.attributes
    styled = _STYLED.search(attributes.get("style") or "")
    if styled is not None:
        return str(styled["direction"]).lower()
    said = (attributes.get("dir") or "").lower()
    if said == "auto" or (element.tag == "bdi" and said not in ("rtl", "ltr")):
        first = _FIRST_LETTER.search(element.text() or "")
        return "rtl" if first is not None and _FROM_RIGHT.match(first[0]) else "ltr"
    return said if said in ("rtl", "ltr") else None
