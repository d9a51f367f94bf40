"""A limit on what a PDF's packed streams unpack to: pdfminer unpacks whatever it is given, whole and in memory."""

import zlib

from pdfminer import pdftypes

from extractors.document import Unreadable

LARGEST_STREAM = 64_000_000
"""Bytes of a page's drawing, a font or a list of objects, unpacked; pages full of vector drawings have some twenty million.
Pictures are not unpacked, whatever their size."""
_CHECKSUM = 3
"""Bytes at a stream's end without which it is whole."""


def limit_streams() -> None:
    """From now on pdfminer raises Unreadable for a stream that unpacks to more than LARGEST_STREAM bytes."""
    pdftypes.zlib = _Zlib  # type: ignore[assignment,attr-defined]
    pdftypes.decompress_corrupted = _whatever_unpacks


def _unpacked(data: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(data, LARGEST_STREAM + 1)
    _refuse_bomb(len(found))
    if not unpacker.eof:
        raise zlib.error("the stream is cut short")
    return found


def _whatever_unpacks(data: bytes) -> bytes:
    """As pdfminer's `decompress_corrupted`, which copies all it has for every byte that it adds."""
    unpacker, parts, size = zlib.decompressobj(), [], 0
    for at in range(len(data)):
        try:
            part = unpacker.decompress(data[at : at + 1])
        except zlib.error:
            if at < len(data) - _CHECKSUM:
                raise
            break
        if part:
            parts.append(part)
            size += len(part)
            _refuse_bomb(size)
    return b"".join(parts)


def _refuse_bomb(size: int) -> None:
    if size > LARGEST_STREAM:
        raise Unreadable(
            f"The PDF holds a stream that unpacks to more than {LARGEST_STREAM:,} bytes, more than any page needs: it is made to do "
            "harm, or damaged."
        )


class _Zlib:
    """What pdfminer asks of zlib."""

    error = zlib.error
    decompress = staticmethod(_unpacked)
