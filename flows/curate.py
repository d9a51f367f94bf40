"""The Prefect flow `curate`: the steps of `flows.steps` as tasks. Wiring only.

The command `msc-evidence curate` runs it on an embedded server of its own (`flows.embedded`). With
PREFECT_API_URL set it runs against that standing server, where it can be deployed too:

    from flows.curate import curate

    if __name__ == "__main__":
        curate.serve(name="nightly", cron="0 3 * * *", parameters={"raw": "raw", "out": "curated"})

or `prefect deploy flows/curate.py:curate --name nightly --pool POOL`, with raw, out and cache on folders that
the workers see.
"""

from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from flows import progress
from flows.batches import extract_batch
from flows.inputs import ingest
from flows.steps import Run, plan, settle_and_publish
from flows.summary import Summary, as_markdown

BATCHES_AT_ONCE = 2
"""A batch of many reports fills the machine with worker processes of its own."""


def worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A disk or a share may answer the next time; a refusal or a fault of ours will not change."""
    return isinstance(state.data, OSError) or isinstance(getattr(state.data, "exception", None), OSError)


# What a task returns stays in memory: what is kept stands in our own cache and in curated/.
_io_task: Any = partial(
    task, retries=2, retry_delay_seconds=[1, 5], retry_condition_fn=worth_retrying, persist_result=False, cache_policy=NO_CACHE,
    result_serializer="json",
)  # fmt: skip

ingest_task = _io_task(ingest, name="ingest")
extract_task = _io_task(extract_batch, name="extract", task_run_name="extract {batch}")
publish_task = _io_task(settle_and_publish, name="settle and publish")

_runner: Any = ThreadPoolTaskRunner(max_workers=BATCHES_AT_ONCE)


@flow(name="curate", persist_result=False, result_serializer="json", validate_parameters=False, task_runner=_runner)
def curate(raw: str = "raw", out: str = "curated", cache: str = ".cache", strict: bool = False, full: bool = False) -> Summary:
    """Curate the reports of `raw` into `out`: all tables, or none and the reason."""
    run = Run(Path(raw), Path(out), Path(cache), strict, full)
    inputs = ingest_task(run.raw, run.cache)
    progress.start(len(inputs.reports))
    futures = [extract_task.submit(batch, run.cache) for batch in plan(inputs)]
    summary: Summary = publish_task(run, inputs, [future.result() for future in futures])
    create_markdown_artifact(as_markdown(summary), key="curated", description="What the run published")
    return summary
