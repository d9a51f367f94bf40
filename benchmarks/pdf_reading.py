"""What reading a PDF costs beside pdfplumber's own word extraction, and what memory a long one takes.

    python benchmarks/pdf_reading.py FILE.pdf [FILE.pdf ...] [--pages 200]

Processor time of both in one run, page after page in one process, each file once in either order: the ratio is what counts.
Then the first file's pages are repeated to 50 and to `--pages` pages, each read in a process of its own: the peaks of memory should be
about the same.
"""

import argparse
import io
import resource
import subprocess
import sys
import time
from pathlib import Path

import pdfplumber
import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractors.document import Unreadable
from extractors.readers.pdf import pages
from extractors.readers.pdf.reading import read


def main() -> None:
    """Prints a line a file, the ratio over all, and the peaks of memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    pages.PROCESSES_FROM = sys.maxsize
    if options.peak:
        read(options.files[0].read_bytes(), "r")
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    total = [0.0, 0.0]
    for index, path in enumerate(options.files):
        data = path.read_bytes()
        try:
            tried = [_words, _read] if index % 2 else [_read, _words]
            seconds = {each: each(data) for each in tried}
        except Unreadable as error:
            print(f"{path.name}: {error}")
            continue
        total[0] += seconds[_words]
        total[1] += seconds[_read]
        print(
            f"{path.name}: words {seconds[_words]:.2f} s, reading {seconds[_read]:.2f} s, ratio {seconds[_read] / seconds[_words]:.2f}",
            flush=True,
        )
    print(f"all: words {total[0]:.1f} s, reading {total[1]:.1f} s, ratio {total[1] / total[0]:.2f}")
    for n_pages in (50, options.pages):
        print(f"{n_pages} pages: {_peak(options.files[0], n_pages)} MB at most")


def _words(data: bytes) -> float:
    begin = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.close()
    return time.process_time() - begin


def _read(data: bytes) -> float:
    begin = time.process_time()
    read(data, "r")
    return time.process_time() - begin


def _peak(path: Path, n_pages: int) -> str:
    """The most memory that a process takes for the file's pages, repeated to n_pages, in MB."""
    source, target = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(target) < n_pages:
        target.import_pages(source, list(range(min(len(source), n_pages - len(target)))))
    long = path.parent / f".{path.stem}.{n_pages}.pdf"
    try:
        target.save(long)
        return subprocess.run(
            [sys.executable, __file__, str(long), "--peak"], capture_output=True, text=True, check=True
        ).stdout.strip()
    finally:
        long.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
