"""The command `msc-evidence`. Only what a subcommand needs is imported: `show` must answer within a second.

Exit status 0: published; 1: refused, with the reason; 2: called wrongly; 3: published without the rejected reports. Of `verify`
0: everything holds; 1: something does not, each thing with its line.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from flows.refusal import BadUsage, Refused

if TYPE_CHECKING:
    from flows.summary import Summary

PUBLISHED, REFUSED, BAD_USAGE, PUBLISHED_WITHOUT = 0, 1, 2, 3
_AFTER_STOP = {"curate": "; nothing was published", "review": "; what the page showed as saved is on the disk"}


class _Parser(argparse.ArgumentParser):
    """A parser that complains in one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on."""
        self.exit(BAD_USAGE, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = _Parser(
        prog="msc-evidence", description="Reports of MSC trials in, checked and evidence-linked Parquet out.", allow_abbrev=False
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    curate = commands.add_parser("curate", help="curate the reports of a folder into Parquet tables", allow_abbrev=False)
    curate.add_argument("raw", nargs="?", type=Path, default=Path("raw"), metavar="RAW", help="folder of reports (raw)")
    curate.add_argument("--out", type=Path, default=Path("curated"), metavar="CURATED", help="folder of the tables (curated)")
    curate.add_argument(
        "--cache", type=Path, default=Path(".cache"), metavar="DIR", help="folder of what is known already (.cache)"
    )
    curate.add_argument(
        "--cache-limit", type=float, metavar="GB", help="what the cache may keep of earlier runs, in gigabytes (20); 0 is nothing"
    )
    curate.add_argument("--direct", action="store_true", help="run the same steps without Prefect")
    curate.add_argument("--processes", type=int, metavar="N", help="reports are extracted by so many processes (one for each core)")
    curate.add_argument("--engine", choices=("local", "dask"), default="local", help="where batches run: this machine, or Dask")
    curate.add_argument("--scheduler", metavar="ADDRESS", help="the Dask cluster's scheduler, such as tcp://HOST:8786")
    curate.add_argument("--strict", action="store_true", help="publish nothing where a report is rejected")
    curate.add_argument("--full", action="store_true", help="list everything in the summary")
    show = commands.add_parser("show", help="print one report with its rows, doubts and unclaimed numbers", allow_abbrev=False)
    show.add_argument("file", type=Path, metavar="FILE", help="a report, such as raw/NAME.txt, or raw/NAME.nbib#RECORD")
    show.add_argument("--cache", type=Path, default=Path(".cache"), metavar="DIR", help="folder of what is known already (.cache)")
    show.add_argument("--json", action="store_true", help="print it as JSON")
    diff = commands.add_parser("diff", help="tell what changed between two curated folders, value by value", allow_abbrev=False)
    diff.add_argument("old", type=Path, metavar="OLD", help="the earlier folder of tables")
    diff.add_argument("new", type=Path, metavar="NEW", help="the later one")
    diff.add_argument("--json", action="store_true", help="print it as JSON")
    studies = commands.add_parser(
        "studies", help="print the evidence trial by trial, or one trial's reports side by side", allow_abbrev=False
    )
    studies.add_argument(
        "curated", nargs="?", type=Path, default=Path("curated"), metavar="CURATED", help="folder of the tables (curated)"
    )
    studies.add_argument("--study", metavar="ID", help="one trial, by its study_id")
    studies.add_argument("--json", action="store_true", help="print it as JSON")
    _add_verify(commands)
    _add_export(commands)
    _add_pool(commands)
    review = commands.add_parser(
        "review", help="open a local page on which rows are seen in their report and settled", allow_abbrev=False
    )
    review.add_argument("raw", nargs="?", type=Path, default=Path("raw"), metavar="RAW", help="folder of reports (raw)")
    review.add_argument(
        "--cache", type=Path, default=Path(".cache"), metavar="DIR", help="folder of what is known already (.cache)"
    )
    review.add_argument("--who", metavar="NAME", help="the curator's name in the decisions (the account's)")
    review.add_argument("--port", type=int, metavar="PORT", help="port on 127.0.0.1 (8642, or a free one)")
    review.add_argument("--no-browser", action="store_true", help="print the page's address only")
    return top


def _add_verify(commands: Any) -> None:
    verify = commands.add_parser(
        "verify", help="check that the tables are, to the last digit, what the reports give", allow_abbrev=False
    )
    verify.add_argument("--raw", type=Path, default=Path("raw"), metavar="RAW", help="folder of reports (raw)")
    verify.add_argument("--curated", type=Path, default=Path("curated"), metavar="CURATED", help="folder of the tables (curated)")
    verify.add_argument(
        "--cache", type=Path, metavar="DIR", help="trust what is known in this folder, instead of reading every report again"
    )
    verify.add_argument("--full", action="store_true", help="list every problem")
    verify.add_argument("--json", action="store_true", help="print it as JSON")


def _add_export(commands: Any) -> None:
    from flows.export.names import format_names

    export = commands.add_parser("export", help="write the tables in the form of another program", allow_abbrev=False)
    export.add_argument("format", choices=format_names(), metavar="FORMAT", help=f"one of {', '.join(format_names())}")
    export.add_argument("out", type=Path, metavar="OUT", help="the file or folder to be written")
    export.add_argument(
        "curated", nargs="?", type=Path, default=Path("curated"), metavar="CURATED", help="folder of the tables (curated)"
    )
    export.add_argument("--replace", action="store_true", help="write over what an earlier export left at OUT")


def _add_pool(commands: Any) -> None:
    pool = commands.add_parser("pool", help="pool the trials of one outcome, and draw their forest plot", allow_abbrev=False)
    pool.add_argument("outcome", metavar="OUTCOME", help="an outcome_id, or an outcome's title")
    pool.add_argument(
        "curated", nargs="?", type=Path, default=Path("curated"), metavar="CURATED", help="folder of the tables (curated)"
    )
    pool.add_argument("--type", metavar="TYPE", help="only estimates of this param_type, such as hazard_ratio")
    pool.add_argument("--time", metavar="TIME", help="only results of this time_frame, as printed")
    pool.add_argument(
        "--without", action="append", default=[], metavar="ID", help="leave out a study, a report or a row, by its id"
    )
    pool.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the forest plot")
    pool.add_argument("--replace", action="store_true", help="write over what stands at FILE.svg")
    pool.add_argument("--json", action="store_true", help="print it as JSON")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    given = parser().parse_args(arguments)
    try:
        runs = {
            "curate": _curate,
            "show": _show,
            "diff": _diff,
            "studies": _studies,
            "verify": _verify,
            "export": _export,
            "pool": _pool,
            "review": _review,
        }
        return runs[given.command](given)
    except BadUsage as error:
        print(f"msc-evidence: {error}", file=sys.stderr)
        return BAD_USAGE
    except Refused as error:
        for reason in error.reasons:
            print(f"msc-evidence: {reason}", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        # Whoever read our output has seen enough, as `head` does; closing it must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PUBLISHED
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        print(f"msc-evidence: {place}{error.strerror or error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(f"msc-evidence: stopped{_AFTER_STOP.get(given.command, '')}", file=sys.stderr)
        return 130


def _curate(given: argparse.Namespace) -> int:
    from flows.cache_size import LIMIT_GB, keep_within
    from flows.output_folder import refuse_unfit
    from flows.screen import print_summary, watching

    # A wrong folder is told before anything slow is imported.
    if not given.raw.is_dir():
        raise BadUsage(f"{given.raw} is not a folder: give the folder that holds the reports")
    if given.processes is not None and given.processes < 1:
        raise BadUsage(f"--processes {given.processes}: give 1 or more")
    if given.scheduler and given.engine != "dask":
        raise BadUsage("--scheduler is for --engine dask: give both, or neither")
    if given.direct and given.engine != "local":
        raise BadUsage("--direct runs without Prefect, and so without Dask: leave one of them out")
    refuse_unfit(given.raw, given.out)
    begun = time.time()
    with watching("starting" if given.direct else "starting Prefect (some ten seconds)"):
        summary = _run(given)
    _keep_patterns()
    keep_within(given.cache, (LIMIT_GB if given.cache_limit is None else given.cache_limit) * 1e9, begun)
    try:
        print_summary(summary, given.out)
    except BrokenPipeError:
        raise
    except OSError as failed:  # the tables stand all the same: a status that says otherwise would be a lie
        print(f"msc-evidence: published in {given.out}, but the summary could not be printed ({failed.strerror})", file=sys.stderr)
    for name, error in summary.rejected:
        print(f"msc-evidence: {name}: rejected ({error})", file=sys.stderr)
    return PUBLISHED_WITHOUT if summary.rejected else PUBLISHED


def _run(given: argparse.Namespace) -> "Summary":
    from flows.embedded import end_orphans, prepare, shared_server

    if given.direct:
        from flows.steps import Run, run_directly

        end_orphans()
        return run_directly(Run(given.raw, given.out, given.cache, given.strict, given.full, given.processes))
    prepare()
    from flows.curate import on_engine

    flow = on_engine(given.engine, given.scheduler, given.processes)
    # Workers elsewhere see the same folders, but not from the folder that this command was called in.
    raw, out, cache = (str(path if given.engine == "local" else path.resolve()) for path in (given.raw, given.out, given.cache))
    try:
        with shared_server() if given.engine == "dask" else nullcontext():
            return flow(raw, out, cache, given.strict, given.full, given.processes, given.engine)
    except RuntimeError as error:
        address = os.environ.get("PREFECT_API_URL")
        if address is None or "Failed to reach API" not in str(error):
            raise
        raise Refused(
            f"no Prefect server answers at {address} (PREFECT_API_URL): start it, name another, or unset PREFECT_API_URL"
        ) from None


def _keep_patterns() -> None:
    """Keep what this process had to compile, so that the next one starts at once."""
    from extractors.patterns import keep

    keep()


def _show(given: argparse.Namespace) -> int:
    from flows.show import show

    show(given.file, given.cache, given.json)
    _keep_patterns()
    return PUBLISHED


def _diff(given: argparse.Namespace) -> int:
    from flows.diff import diff

    diff(given.old, given.new, given.json)
    return PUBLISHED


def _studies(given: argparse.Namespace) -> int:
    from flows.studies import print_studies

    print_studies(given.curated, given.study, given.json)
    return PUBLISHED


def _verify(given: argparse.Namespace) -> int:
    from flows.verify.command import verify

    holds = verify(given.raw, given.curated, given.cache, given.full, given.json)
    _keep_patterns()
    return PUBLISHED if holds else REFUSED


def _export(given: argparse.Namespace) -> int:
    from flows.export.command import export

    export(given.format, given.out, given.curated, given.replace)
    return PUBLISHED


def _pool(given: argparse.Namespace) -> int:
    from flows.pool.command import print_pooled
    from schemas.effects.selection import Question

    question = Question(given.outcome, given.type, given.time, frozenset(given.without))
    print_pooled(question, given.curated, given.plot, given.replace, given.json)
    return PUBLISHED


def _review(given: argparse.Namespace) -> int:
    from flows.review.server import review

    review(given.raw, given.cache, given.port, given.who, not given.no_browser)
    return PUBLISHED


if __name__ == "__main__":
    sys.exit(main())
