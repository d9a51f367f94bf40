"""The steps of a run as plain functions, in order. The Prefect flow wraps these very functions; `--direct` calls them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows import progress
from flows.assembly import gather, settle
from flows.batches import Batch, batches, extract_batch
from flows.changes import compare, load
from flows.inputs import Inputs, ingest
from flows.publish import publish, recover
from flows.refusal import Refused
from flows.summary import LIMIT, Summary, summarise
from flows.vouched import changed_unseen


@dataclass(frozen=True)
class Run:
    """What a run is asked to do: curate `raw` into `curated`, with what is known already in `cache`.

    strict refuses to publish where a report was rejected; full lists everything in the summary.
    """

    raw: Path
    curated: Path
    cache: Path
    strict: bool = False
    full: bool = False


def plan(inputs: Inputs) -> list[Batch]:
    """The batches, each of which is one task."""
    return batches(inputs.reports)


def settle_and_publish(run: Run, inputs: Inputs, results: Sequence[dict[str, Any]]) -> Summary:
    """Everything after extraction: all tables are published, or none and Refused says why."""
    recover(run.curated)
    evidence = gather([result["key"] for result in results], run.cache)
    frames = settle(inputs, evidence, run.cache)
    old = load(run.curated)
    summary = summarise(frames, inputs, compare(old, frames), _texts(inputs, run.cache), not old, None if run.full else LIMIT)
    if run.strict and summary.rejected:
        raise Refused(*(f"{name}: rejected ({error}); --strict publishes nothing then" for name, error in summary.rejected))
    unseen = changed_unseen(old, frames, inputs)
    if unseen:
        raise Refused(*unseen)
    publish(frames, inputs, run.curated, old)
    return summary


def _texts(inputs: Inputs, folder: Path) -> Callable[[str], str]:
    files = {report.report_id: report for report in inputs.reports}

    @cache
    def text_of(report_id: str) -> str:
        return files[report_id].document(folder).text

    return text_of


def run_directly(run: Run) -> Summary:
    """The whole run in this process, without Prefect."""
    inputs = ingest(run.raw, run.cache)
    progress.start(len(inputs.reports))
    results = [extract_batch(batch, run.cache) for batch in plan(inputs)]
    return settle_and_publish(run, inputs, results)
