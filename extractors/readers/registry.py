"""Records of trial registries in JSON: one line a leaf, the JSON pointer (RFC 6901), a tab, the value as printed.

A number is kept as the characters that the file prints ("1.50", "1e-4"). Inside a value each line break, tab or other
control character becomes one space, so that a leaf is a line. What JSON allows and a record must not have (a name
twice in one object, NaN, half a character) is refused: either reading of it could be the wrong one.
"""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, NoReturn

from extractors.document import Document, Piece, PieceKind, Span, Unreadable
from extractors.patterns import compiled
from extractors.readers import json_list
from extractors.readers.format import Format, Record
from extractors.readers.text import decode
from extractors.registry import READER, registries
from extractors.registry.registry import Registry
from schemas.accepts import broken_rule
from schemas.reports import REPORTS
from schemas.vocabulary import ReportKind

DEEPEST = 64
"""Levels of nesting; records have a dozen."""

_STARTS = compiled(r'\s{0,200}(?:\{\s{0,200}["}]|\[\s{0,200}\{\s{0,200}["}])')
_CONTROL = compiled(r"[\p{Cc}\u2028\u2029]")
_HALF = compiled(r"[\ud800-\udfff]")
_RECORD_ID = compiled(r"[A-Za-z0-9._-]{1,40}")
_SHOWN = 5


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is JSON: an object, or a list of objects."""
    # UTF-16 differs by its mark and its noughts only; it is for `decode` to read.
    return _STARTS.match(head[:1024].translate(None, codecs.BOM_UTF8 + codecs.BOM_UTF16 + b"\x00").decode("latin-1")) is not None


def read(data: bytes, report_id: str) -> Document:
    """The document of one record; raises Unreadable where the JSON is none, or not a record of a registry that is known."""
    root = _only_record(_parsed(decode(data)))
    registry = _registry_of(root)
    lines, pieces, end = [], [], 0
    for names, value in _leaves(root, ()):
        pointer = "".join("/" + name.replace("~", "~0").replace("/", "~1") for name in names)
        path = _CONTROL.sub(" ", pointer)
        line = f"{path}\t{_CONTROL.sub(' ', value)}"
        half = _HALF.search(line)
        if half:
            raise Unreadable(f"The record holds half a character (\\u{ord(half[0]):x}) in {_HALF.sub('?', path)}; fetch it again.")
        head = Span(end, end + len(path))
        pieces.append(
            Piece(end, end + len(line), PieceKind.FIELD, path, registry.section(list(names)), row_heads=(head,) if path else ())
        )
        lines.append(line)
        end += len(line) + 1
    return Document(
        report_id, "".join(line + "\n" for line in lines), tuple(pieces), media_type="application/json", reader=READER,
        metadata=_metadata(root, registry),
    )  # fmt: skip


def records(stream: BinaryIO) -> Iterator[Record]:
    """Where each record stands in a list of them: a page of the API, or a file of search results; none where the file is one record."""
    names = frozenset(registry.list_name for registry in registries())
    whole = frozenset(registry.key.partition("/")[0] for registry in registries())
    yield from json_list.records(stream, names, whole, _id_of)


def _id_of(data: bytes) -> str | None:
    try:
        root = json.loads(data, parse_int=str)  # Python refuses to make a number of 5,000 digits
    except (ValueError, RecursionError):
        return None
    found = next((key for registry in registries() if isinstance(key := _at(root, registry.key), str)), None)
    return found if found and _RECORD_ID.fullmatch(found) else None


def _only_record(root: Any) -> Any:
    """The record in a list of one; the root itself where it is no such list."""
    for name in ("", *(registry.list_name for registry in registries())):
        found = root.get(name) if name and isinstance(root, Mapping) else root
        if isinstance(found, list) and len(found) == 1:
            return found[0]
    return root


def _metadata(root: Any, registry: Registry) -> dict[str, str]:
    found = {"kind": str(ReportKind.REGISTRY)}
    for column, paths in registry.metadata.items():
        value = next((value for path in paths if isinstance(value := _at(root, path), str) and value.strip()), None)
        # What the column cannot hold, the file does not say.
        if value is not None and broken_rule(REPORTS.column(column), value.strip()) is None:
            found[column] = value.strip()
    return found


def _registry_of(root: Any) -> Registry:
    """The registry whose one record this is; raises Unreadable for everything else, saying what it is."""
    if isinstance(root, Mapping):
        for registry in registries():
            key = _at(root, registry.key)
            if isinstance(key, str) and key.strip():
                return registry
            if registry.key.partition("/")[0] in root:
                raise Unreadable(
                    f"This looks like {registry.printed}, but it has no {registry.key.replace('/', '.')}; fetch the whole record."
                )
            if registry.list_name in root:
                raise Unreadable(f"The list of records ({registry.list_name}) is empty, or in an encoding that is no UTF-8.")
            for name, said in registry.other_forms.items():
                if name in root:
                    raise Unreadable(said)
    names = list(root) if isinstance(root, Mapping) else list(root[0]) if root and isinstance(root[0], Mapping) else []
    shown = ", ".join(str(name)[:40] for name in names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    known = " or ".join(registry.printed for registry in registries())
    raise Unreadable(
        f"This is JSON, but not {known} ({f'it begins with {shown}' if shown else 'it is empty'}); no reader for it yet."
    )


def _at(root: Any, path: str) -> Any:
    for name in path.split("/"):
        root = root.get(name) if isinstance(root, Mapping) else None
    return root


def _leaves(value: Any, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each leaf with the names on the way to it, in the order of the file. Empty objects and lists have none."""
    if len(names) > DEEPEST:
        raise Unreadable(f"The JSON is nested more than {DEEPEST} levels deep; no record is.")
    if isinstance(value, Mapping):
        for name, under in value.items():
            yield from _leaves(under, (*names, name))
    elif isinstance(value, list):
        for index, under in enumerate(value):
            yield from _leaves(under, (*names, str(index)))
    else:
        yield names, {True: "true", False: "false", None: "null"}[value] if value is None or isinstance(value, bool) else value


def _parsed(text: str) -> Any:
    """The JSON, numbers as the characters that print them."""
    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            raise Unreadable(f"The JSON ends before its end, at line {error.lineno}; fetch the record again.") from None
        raise Unreadable(f"The JSON is not valid at line {error.lineno}, column {error.colno}: {error.msg}.") from None
    except RecursionError:
        raise Unreadable(f"The JSON is nested more than {DEEPEST} levels deep; no record is.") from None


def _refuse_constant(constant: str) -> NoReturn:
    raise Unreadable(f"The JSON holds {constant}, which is no JSON and no number; correct it at its source.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(
            f"The JSON names {json.dumps(twice[:60])} twice in one object, so that one value would be lost; fetch the record again."
        )
    return found


FORMAT = Format(
    name="registry",
    printed="a registry record in JSON",
    suffixes=(".json",),
    recognises=recognises,
    read=read,
    records=records,
    examples=(
        b'{"protocolSection": {"identificationModule": {"nctId": "NCT04749667"}}}',
        b'\xef\xbb\xbf[\n {"protocolSection": {}}]',
        b"{}",
    ),
    refuses=(b"{p = 0.03}", b"[1] Uccelli A. Lancet Neurol 2021", b"18 patients", b"<html>"),
    guarded_from=2_000_000,
)
