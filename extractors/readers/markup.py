"""XML as it must be read: strictly, without a network, and with no entity but characters."""

from collections.abc import Iterator
from html.entities import html5
from typing import Any

import regex

from extractors.document import Unreadable
from extractors.patterns import compiled

_FIRST_ELEMENT = compiled(
    r"""\A (?: \s++ | <\?xml (?: [^?] | \?(?!>) )*+ \?> | <\? (?: [^?] | \?(?!>) )*+ \?> | <!-- (?: [^-] | -(?!->) )*+ -->
        | <!DOCTYPE (?: [^\[<>] )*+ (?: \[ (?: [^\]"'<] | "[^"]*+" | '[^']*+' | <!-- (?: [^-] | -(?!->) )*+ --> | < )*+ \] \s*+ )? > )*+
        < (?P<prefix> [A-Za-z_][\w.-]{0,60} : )? (?P<name> [A-Za-z_][\w.-]{0,80} )""",
    regex.VERBOSE,
)
_DEEPEST = 256
_ENTITY = {name.removesuffix(";"): text for name, text in html5.items() if name.endswith(";")}


def first_element(head: bytes) -> str | None:
    """The local name of the first element of a file that begins so; None where no element comes first."""
    match = _FIRST_ELEMENT.match(decoded_head(head))
    return match["name"] if match else None


def decoded_head(head: bytes) -> str:
    """The beginning of a file as far as its marks tell its encoding; others than ASCII characters may come out wrong."""
    if head.startswith((b"\xff\xfe", b"<\0")):
        return head[: len(head) // 2 * 2].decode("utf-16-le", "replace").lstrip("\ufeff")
    if head.startswith((b"\xfe\xff", b"\0<")):
        return head[: len(head) // 2 * 2].decode("utf-16-be", "replace").lstrip("\ufeff")
    return head.decode("utf-8", "replace").lstrip("\ufeff")


def parsed(data: bytes) -> Any:
    """The root of an XML file (an lxml element); raises Unreadable where it is not well-formed.

    Nothing is fetched, no DTD is loaded, and no entity is put in place: the few that stand for a character are
    resolved by `text_of_entity` where they stand. Comments and processing instructions are gone.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False, recover=False,
        huge_tree=False, remove_comments=True, remove_pis=True, remove_blank_text=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(_sentence(str(error.msg), error.position[0], data)) from None
    except ValueError as error:
        raise Unreadable(f"The XML cannot be read: {' '.join(str(error).split())}.") from None
    return root


def _sentence(said: str, line: int, data: bytes) -> str:
    if "xcessive depth" in said:
        return f"The XML nests elements deeper than {_DEEPEST} levels (line {line}); no article does."
    if "entity" in said.lower() and ("loop" in said or "amplification" in said or "reference" in said):
        return f"The XML defines entities that grow without bound or refer to themselves (line {line})."
    if "remature end" in said or not data[-40:].rstrip(b"\0 \t\r\n").endswith(b">"):
        return f"The XML ends before its elements do (line {line}): it is cut short; fetch it again."
    return f"The XML is not well-formed: {' '.join(said.split())}."


def local_name(element: Any) -> str:
    """An element's name without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def text_of_entity(node: Any) -> str | None:
    """The characters of an entity reference that the parser left in place; None where the node is none.

    Raises Unreadable for an entity that is no character of HTML or MathML: what the file itself defines, or fetches,
    is not put in place.
    """
    name = getattr(node, "name", None)
    if isinstance(node.tag, str) or name is None:
        return None
    if name not in _ENTITY:
        raise Unreadable(f"The XML refers to the entity &{name}; which stands for no known character; it is not resolved.")
    return _ENTITY[name]


def children(element: Any) -> Iterator[tuple[Any, str]]:
    """The child elements with their XPath steps ("p[2]"), counted by name."""
    counts: dict[str, int] = {}
    for child in element:
        name = local_name(child)
        if name:
            counts[name] = counts.get(name, 0) + 1
            yield child, f"{name}[{counts[name]}]"
