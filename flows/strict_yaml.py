"""YAML that people write by hand, read as what it says and nothing more; every mistake is named with file and line.

Nothing is constructed: a file becomes nodes with their lines, and whoever asks says what each must be. Refused are aliases (a
few lines of them stand for a billion nodes, and no sidecar needs one), tags (which name types for a program to make), keys
that stand twice (of which YAML would keep the last in silence), nesting deeper than any of these files has, half characters,
and files larger than anybody writes.
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from flows.hand_written import hand_written_text
from flows.likely import likely
from flows.refusal import Refused

LARGEST_BYTES = 5_000_000
"""More than ten thousand known values take."""
DEEPEST = 8
"""Levels of keys and lists; our files have four."""
_SHOWN = 80


class _NotTaken(yaml.YAMLError):
    """YAML that is well formed and not taken all the same."""

    def __init__(self, problem: str, line: int) -> None:
        super().__init__(problem)
        self.problem, self.line = problem, line


class _Loader(yaml.SafeLoader):
    """Composes nodes only, and refuses on the way what the module's docstring names."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        why = _why_not_taken(event, self._depth)
        if why is not None:
            mark = event.start_mark
            raise _NotTaken(why, mark.line + 1 if mark else 1)
        self._depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


def _why_not_taken(event: yaml.Event, depth: int) -> str | None:
    if isinstance(event, yaml.AliasEvent):
        return f"*{event.anchor} stands for something above, which is not read here; write it out"
    if depth > DEEPEST:
        return f"nests keys and lists deeper than {DEEPEST} levels"
    tag = getattr(event, "tag", None)
    if tag is not None:
        return f"the tag {shown(tag)} is not read here; it must be a plain value"
    if isinstance(event, yaml.ScalarEvent):
        try:
            event.value.encode("utf-8")
        except UnicodeEncodeError:
            return "holds half a character (a lone surrogate)"
    return None


def composed(path: Path) -> yaml.Node | None:
    """The file's top node, None for an empty file; raises Refused with file and line."""
    text = hand_written_text(path, LARGEST_BYTES, "cut it down")
    loader: _Loader | None = None
    try:
        loader = _Loader(text)
        node: yaml.Node | None = loader.get_single_node()
        return node
    except _NotTaken as error:
        raise Refused(f"{path}:{error.line}: {error.problem}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise Refused(f"{path}{line}: not YAML: {error.problem or error.context}") from None
    except yaml.reader.ReaderError as error:
        line_number = text.count("\n", 0, error.position) + 1
        raise Refused(f"{path}:{line_number}: not YAML: {error.reason} ({chr(error.character)!r})") from None
    except (yaml.YAMLError, ValueError) as error:
        raise Refused(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    finally:
        if loader is not None:
            loader.dispose()


def entries(path: Path, node: yaml.MappingNode) -> Iterator[tuple[str, yaml.Node]]:
    """The mapping's entries; raises Refused for a key that stands twice."""
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise refused(path, key, "a key must be a word")
        if key.value in seen:
            raise refused(path, key, f"the key {shown(key.value)} stands twice; keep one of them")
        seen.add(key.value)
        yield key.value, value


def mapping(path: Path, node: yaml.Node | None, allowed: set[str], what: str) -> dict[str, yaml.Node]:
    """The node's values by key; raises Refused where it is no mapping or has a key that is not allowed."""
    if node is None or is_null(node):
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise refused(path, node, f"{what} must be keys with values: {', '.join(sorted(allowed))}")
    found: dict[str, yaml.Node] = {}
    for key, value in entries(path, node):
        if key not in allowed:
            raise refused(
                path, value, f"{what} has no key {shown(key)}; there are {', '.join(sorted(allowed))}{likely(key, allowed)}"
            )
        found[key] = value
    return found


def sequence(path: Path, node: yaml.Node | None, what: str) -> list[yaml.Node]:
    """The node's items; raises Refused where it is no list."""
    if node is None or is_null(node):
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise refused(path, node, f"{what} must be a list")
    return list(node.value)


def is_null(node: yaml.Node) -> bool:
    """Whether nothing stands there, or a word for it."""
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def text_of(path: Path, node: yaml.Node, what: str) -> str:
    """The characters of a single value as they are written; raises Refused for a list or mapping."""
    if not isinstance(node, yaml.ScalarNode):
        raise refused(path, node, f"{what} must be text")
    return str(node.value)


def refused(path: Path, node: yaml.Node, what: str) -> Refused:
    """The refusal that names the node's place."""
    return Refused(f"{path}:{node.start_mark.line + 1}: {what}")


def shown(value: object) -> str:
    """The value in a message, cut where it is long."""
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
