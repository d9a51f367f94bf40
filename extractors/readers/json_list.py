"""Where the records of a JSON list stand in a file, found in one pass and in bounded memory."""

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from extractors.readers.format import Record

# A string as a whole, so that brackets inside one are none; a quotation mark alone is a string that the buffer does not hold to its end.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["{}\[\]]', re.DOTALL)
_LARGEST = 100_000_000
"""Bytes of the longest record; registry records have twenty million at most."""
_STEP = 1 << 20


def records(
    stream: BinaryIO, list_names: frozenset[str], one_record: frozenset[str], id_of: Callable[[bytes], str | None]
) -> Iterator[Record]:
    """Where each object of the list stands: of the file's own list, or of the one under a name in `list_names` at its top.

    None where the file is one record, which a name in `one_record` at its top says, or a list whose first object has no id and
    is thus no record. A list without its end comes with a fault.
    """
    buffer, base, done = b"", 0, 0
    any_known = False
    depth, in_list, key, begun = 0, 0, "", -1  # in_list: the depth of the records' list; begun: where the record in work begins
    # More at a time where a string has not ended yet: it is looked through from its beginning again.
    while chunk := stream.read(max(_STEP, len(buffer))):
        buffer += chunk
        for token in _TOKEN.finditer(buffer, done - base):
            mark = token[0]
            if mark == b'"':
                break
            done = base + token.end()
            if mark[:1] == b'"':
                if depth == 1 and not in_list:
                    key = mark[1:-1].decode("utf-8", "replace")
                    if key in one_record:
                        return
            elif mark in (b"{", b"["):
                if mark == b"[" and not in_list and (depth == 0 or (depth == 1 and key in list_names)):
                    in_list = depth + 1
                elif mark == b"{" and in_list and depth == in_list:
                    begun = base + token.start()
                depth += 1
            else:
                depth -= 1
                if in_list and depth == in_list and begun >= 0:
                    data = buffer[begun - base : token.end()]
                    record_id = id_of(data)
                    if record_id is None and not any_known:
                        return
                    any_known = True
                    yield Record(record_id, begun, done, hashlib.sha256(data).hexdigest())
                    begun = -1
                elif in_list and depth < in_list:
                    return
        keep = (begun if begun >= 0 else done) - base
        if len(buffer) - keep > _LARGEST:
            break
        buffer, base = buffer[keep:], base + keep
    if in_list:
        end = base + len(buffer)
        yield Record(None, end, end, fault="The file ends before its list of records does: it is cut short; fetch it again.")
