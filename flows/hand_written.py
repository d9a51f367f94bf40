"""The text of a file that people write beside a report, before anything parses it."""

from pathlib import Path

from flows.refusal import Refused


def hand_written_text(path: Path, largest_bytes: int, remedy: str) -> str:
    """The whole file; raises Refused where it is no UTF-8 text, or larger than any such file: remedy says what to do then."""
    size = path.stat().st_size
    if size > largest_bytes:
        raise Refused(f"{path}: has {size:,} bytes, and such a file has {largest_bytes:,} at most; {remedy}")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{path}: not UTF-8 text at byte {error.start}; save it as UTF-8") from None
