"""The steps of a run as plain functions, in order. The Prefect flow wraps these very functions; `--direct` calls them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from flows import progress
from flows.alone import alone
from flows.assembly import gather, settle
from flows.batches import Batch, batches
from flows.changes import compare, load
from flows.gone_reports import gone_reports
from flows.inputs import Inputs, ingest
from flows.kept_studies import renamed
from flows.leftovers import sweep
from flows.publish import publish, recover
from flows.published import digest_of, is_published, remember_published
from flows.refusal import Refused
from flows.summary import LIMIT, Summary, summarise
from flows.vouched import changed_unseen
from flows.workers import extract, worker_processes


@dataclass(frozen=True)
class Run:
    """What a run is asked to do: curate `raw` into `curated`, with what is known already in `cache`.

    strict refuses to publish where a report was rejected; full lists everything in the summary. processes: how many
    extract at once; None is one for each core.
    """

    raw: Path
    curated: Path
    cache: Path
    strict: bool = False
    full: bool = False
    processes: int | None = None

    def processes_for(self, planned: Sequence[Batch]) -> int:
        """How many processes are worth starting: with one, the work is done where it is asked for."""
        return max(1, min(self.processes or os.cpu_count() or 1, len(planned)))


def plan(inputs: Inputs) -> list[Batch]:
    """The batches, each of which is one task."""
    return batches(inputs.reports)


def settle_and_publish(run: Run, inputs: Inputs, results: Sequence[dict[str, Any]]) -> Summary:
    """Everything after extraction: all tables are published, or none and Refused says why."""
    old = load(run.curated)
    shards = [result["key"] for result in results]
    made_of = digest_of(shards, inputs)
    unchanged = is_published(made_of, run.curated, run.cache)
    frames = old if unchanged else settle(inputs, gather(shards, run.cache), run.cache, run.processes or os.cpu_count() or 1)
    changes = compare(old, frames) if old and not unchanged else []
    summary = summarise(
        frames, inputs, changes, _texts(inputs, run.cache), not old, None if run.full else LIMIT, gone_reports(old, frames)
    )
    if run.strict and summary.rejected:
        raise Refused(*(f"{name}: rejected ({error}); --strict publishes nothing then" for name, error in summary.rejected))
    if not unchanged:
        unseen = changed_unseen(old, frames, inputs) + renamed(old, frames, {study.study_id for study in inputs.studies})
        if unseen:
            raise Refused(*unseen)
        publish(frames, inputs, run.curated, old)
        remember_published(made_of, run.curated, run.cache)
    return summary


def _texts(inputs: Inputs, folder: Path) -> Callable[[str], str]:
    files = {report.report_id: report for report in inputs.reports}

    @cache
    def text_of(report_id: str) -> str:
        return files[report_id].document(folder).text

    return text_of


def run_directly(run: Run) -> Summary:
    """The whole run in this process, without Prefect."""
    with begun(run):
        inputs = ingest(run.raw, run.cache, run.curated)
        progress.start(len(inputs.reports))
        return settle_and_publish(run, inputs, extracted(plan(inputs), run))


@contextmanager
def begun(run: Run) -> Iterator[None]:
    """The run alone with its folder, after what a run that was killed has left behind is cleared away."""
    with alone(run.curated):
        recover(run.curated)
        sweep(run.cache)
        yield


def extracted(planned: Sequence[Batch], run: Run) -> list[dict[str, Any]]:
    """The batches' shards in the run's cache: key and counts of each."""
    count = run.processes_for(planned)
    if count == 1:
        return [extract(batch, run.cache) for batch in planned]
    watched = [copy_context() for _ in planned]  # a thread tells the watcher of the thread that asked for its work
    with worker_processes(count), ThreadPoolExecutor(count) as threads:
        return list(threads.map(lambda context, batch: context.run(extract, batch, run.cache), watched, planned))
