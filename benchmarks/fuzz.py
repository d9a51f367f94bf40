"""Coverage-guided fuzzing of `extract` and of every reader: no crash but a refusal, no hang, and the invariants hold.

    python benchmarks/fuzz.py TARGET [--runs 10000] [--work FOLDER] [--atheris FOLDER]
    python benchmarks/fuzz.py TARGET --unguided [--seed 1] [--runs 10000] [--work FOLDER]

TARGET is `extract`, a reader (text, html, jats, pubmed, medline, docx, pdf, registry, tar, json_list), or `all` to print what
has been done so far. The fuzzer is atheris (libFuzzer); it is no part of the project's environment, so put it into a folder of
its own and name that:

    .venv/bin/uv pip install --python .venv/bin/python --target FOLDER atheris

--unguided draws the inputs at random instead: no coverage leads it, but it needs no atheris and tries several times as many.

The first byte of an input says whether the rest is the file itself or a program that writes one (`hostile_programs`). In WORK are
kept, target by target: the inputs that reach new code (corpus/), how many inputs were tried (counts.json), and each new failure
once, with the input that showed it (findings/). A failure is any exception but `Unreadable`, a broken invariant (`invariants`), or
more than a second of processor time for each begun thousand bytes.

    python benchmarks/fuzz.py TARGET --try FILE        tells what one input does
"""

import argparse
import hashlib
import io
import json
import random
import re
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SECONDS_PER_1000_BYTES = 1.0
TARGETS = ("extract", "text", "html", "jats", "pubmed", "medline", "docx", "pdf", "registry", "tar", "json_list")
_EXTRACT_ONE_IN = 16
"""Of what a reader has read, so many are extracted too; `extract` has a target of its own."""
_KEEP_EVERY = 100


class Trial:
    """What is done with one input."""

    def __init__(self, target: str) -> None:
        import hostile_programs as programs

        from extractors.readers import FORMATS

        self.target = target
        self._formats = {found.name: found for found in FORMATS}
        written: dict[str, Callable[[bytes], bytes]] = {
            "html": programs.html, "jats": programs.jats, "pubmed": programs.pubmed, "medline": programs.medline, "docx": programs.docx,
            "pdf": programs.pdf, "registry": programs.registry, "tar": programs.archive, "json_list": programs.json_list,
        }  # fmt: skip
        self._write = written.get(target, lambda data: programs.text(data).encode("utf-8"))

    def file(self, data: bytes) -> bytes:
        """The file that the input is, or writes."""
        return data[1:] if data[:1] > b"\xc0" else self._write(data[1:])

    def failures(self, data: bytes) -> Iterator[str]:
        """What is wrong with how the input is read, one line each."""
        file = self.file(data)
        spent = -time.process_time()
        found = list(self._wrong(file, data))
        spent += time.process_time()
        if spent > SECONDS_PER_1000_BYTES * (1 + len(file) // 1000):
            spent = -time.process_time()  # once more: the first time may have compiled patterns
            list(self._wrong(file, data))
            spent += time.process_time()
            if spent > SECONDS_PER_1000_BYTES * (1 + len(file) // 1000):
                found.append(f"hang: {spent:.1f} s for {len(file)} bytes")
        yield from found

    def _wrong(self, file: bytes, data: bytes) -> Iterator[str]:
        from invariants import broken_in_document, broken_in_extraction

        from extractors.document import Unreadable
        from extractors.pipeline import extract

        try:
            documents = list(self._documents(file))
        except Unreadable as refusal:
            if "\n" in str(refusal) or not str(refusal).endswith("."):
                yield f"refused with no sentence: {refusal}"
            return
        except Exception as error:
            yield f"crash: {_where(error)}"
            return
        for document in documents:
            yield from broken_in_document(document)
            if self.target != "extract" and zlib.crc32(data) % _EXTRACT_ONE_IN:
                continue
            try:
                yield from broken_in_extraction(document, extract(document))
            except Exception as error:
                yield f"crash: {_where(error)}"

    def _documents(self, file: bytes) -> Iterator[Any]:
        from extractors.document import Unreadable
        from extractors.readers import read

        if self.target in ("tar", "json_list"):
            found = self._formats["tar" if self.target == "tar" else "registry"]
            assert found.records is not None
            for record in found.records(io.BytesIO(file)):
                try:
                    if not 0 <= record.start <= record.end:
                        raise ValueError(f"a record at {record.start} to {record.end}")
                    yield read(file[record.start : record.end], "report")
                except Unreadable:
                    continue
        elif self.target == "extract":
            yield read(file, "report")
        else:
            chosen = self._formats[self.target]
            if chosen.records is not None:
                list(chosen.records(io.BytesIO(file)))
            yield chosen.read(file, "report")


def _where(error: Exception) -> str:
    own = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "/extractors/" in frame.filename or "/schemas/" in frame.filename
    ]
    last = own[-1] if own else traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} {last.name}: {' '.join(str(error).split())[:200]}"


class Log:
    """Counts and findings of one target, kept on the disk."""

    def __init__(self, work: Path, target: str) -> None:
        self._folder = work / target
        (self._folder / "findings").mkdir(parents=True, exist_ok=True)
        self._counts = self._folder / "counts.json"
        known = json.loads(self._counts.read_text()) if self._counts.is_file() else {}
        self.inputs, self.unguided, self.failures = (known.get(name, 0) for name in ("inputs", "unguided", "failures"))
        self._seen = {path.stem for path in (self._folder / "findings").glob("*.txt")}

    def add(self, data: bytes, file: bytes, failures: list[str], guided: bool = True) -> None:
        """Count one input, and keep what is new of its failures."""
        self.inputs += 1
        self.unguided += not guided
        self.failures += bool(failures)
        for failure in failures:
            # Two failures are one where they differ in figures and quoted text only.
            name = hashlib.sha256(re.sub(r"'[^']*'|\"[^\"]*\"|\d+(?!\d*_)", "#", failure).encode("utf-8", "replace")).hexdigest()[
                :12
            ]
            if name not in self._seen:
                self._seen.add(name)
                place = self._folder / "findings" / name
                place.with_suffix(".bin").write_bytes(data)
                place.with_suffix(".file").write_bytes(file)
                place.with_suffix(".txt").write_text(f"{failure}\n", encoding="utf-8", errors="replace")
        if self.inputs % _KEEP_EVERY == 0 or failures:
            self.keep()

    def keep(self) -> None:
        """Write the counts."""
        counts = {"inputs": self.inputs, "unguided": self.unguided, "failures": self.failures}
        self._counts.write_text(json.dumps(counts))


def _seeds(target: str, corpus: Path) -> None:
    """First inputs: the examples of the format, and programs of several lengths."""
    from extractors.readers import FORMATS

    corpus.mkdir(parents=True, exist_ok=True)
    examples = [example for found in FORMATS if found.name == target for example in found.examples]
    inputs = [b"\xff" + example for example in examples]
    inputs += [bytes([0, *((seed * 97 + at * seed * 31) % 256 for at in range(8 * seed))]) for seed in range(1, 30)]
    for data in inputs:
        (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)


def _fuzz(target: str, runs: int, work: Path, longest: int) -> None:
    import atheris

    with atheris.instrument_imports(include=["extractors"]):
        trial = Trial(target)
        from extractors.patterns import warm

        warm()
    log = Log(work, target)
    corpus = work / target / "corpus"
    _seeds(target, corpus)

    def one(data: bytes) -> None:
        log.add(data, trial.file(data), list(trial.failures(data)))

    arguments = [sys.argv[0], str(corpus), f"-runs={runs}", f"-max_len={longest}", "-timeout=120", "-rss_limit_mb=3000", "-verbosity=0",
                 "-print_final_stats=1", f"-artifact_prefix={work / target}/findings/"]  # fmt: skip
    atheris.Setup(arguments, one)
    atheris.Fuzz()


def _draw(target: str, runs: int, work: Path, longest: int, seed: int) -> None:
    """Inputs drawn at random, short ones more often than long ones."""
    from extractors.patterns import warm

    trial, log, numbers = Trial(target), Log(work, target), random.Random(f"{target} {seed}")
    warm()
    for _ in range(runs):
        data = numbers.randbytes(1 + int(longest * numbers.random() ** 2))
        log.add(data, trial.file(data), list(trial.failures(data)), guided=False)
    log.keep()


def _told(work: Path) -> None:
    total = 0
    for target in TARGETS:
        path = work / target / "counts.json"
        known = {"inputs": 0, "unguided": 0, "failures": 0} | (json.loads(path.read_text()) if path.is_file() else {})
        findings = sorted((work / target / "findings").glob("*.txt")) if path.is_file() else []
        total += known["inputs"]
        print(
            f"{target:10} {known['inputs']:9,} inputs, {known['unguided']:,} of them unguided, {known['failures']} failed, "
            f"{len(findings)} kinds of failure"
        )
        for finding in findings:
            print(f"    {finding.stem}  {finding.read_text(encoding='utf-8').strip()[:240]}")
    print(f"{'together':10} {total:9,} inputs")


def main() -> None:
    """Fuzzes one target, tries one input, or prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--unguided", action="store_true", help="draw the inputs at random, without atheris")
    parser.add_argument("--seed", type=int, default=1, help="of an unguided run (1)")
    parser.add_argument("--longest", type=int, default=300, help="bytes of an input at most (300)")
    parser.add_argument("--work", type=Path, default=Path(__file__).resolve().parent.parent / "build" / "fuzz")
    parser.add_argument("--atheris", type=Path, help="folder into which atheris was installed")
    parser.add_argument("--try", type=Path, dest="tried", metavar="FILE", help="tell what this one input does")
    options = parser.parse_args()
    if options.atheris is not None:
        sys.path.append(str(options.atheris))
    if options.tried is not None:
        data = options.tried.read_bytes()
        print("\n".join(Trial(options.target).failures(data)) or "nothing is wrong")
    elif options.target == "all":
        _told(options.work)
    elif options.unguided:
        _draw(options.target, options.runs, options.work, options.longest, options.seed)
    else:
        _fuzz(options.target, options.runs, options.work, options.longest)


if __name__ == "__main__":
    main()
