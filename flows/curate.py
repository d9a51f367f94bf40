"""The Prefect flow `curate`: the steps of `flows.steps` as tasks. Wiring only.

The command `msc-evidence curate` runs it on an embedded server of its own (`flows.embedded`). With
PREFECT_API_URL set it runs against that standing server, where it can be deployed too:

    from flows.curate import curate

    if __name__ == "__main__":
        curate.serve(name="nightly", cron="0 3 * * *", parameters={"raw": "raw", "out": "curated"})

or `prefect deploy flows/curate.py:curate --name nightly --pool POOL`, with raw, out and cache on folders that
the workers see. `on_engine` gives the same flow with its batches on another engine, such as a Dask cluster.
"""

import os
from functools import partial
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.flows import Flow
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from flows import progress
from flows.inputs import ingest
from flows.refusal import BadUsage
from flows.steps import Run, begun, plan, settle_and_publish
from flows.summary import Summary, as_markdown
from flows.workers import extract, worker_processes

BATCHES_AT_ONCE = os.cpu_count() or 1
"""Each thread waits for a process that does the work."""


def worth_retrying(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """A disk or a share may answer the next time; a refusal or a fault of ours will not change."""
    return isinstance(state.data, OSError) or isinstance(getattr(state.data, "exception", None), OSError)


# What a task returns stays in memory: what is kept stands in our own cache and in curated/.
_io_task: Any = partial(
    task, retries=2, retry_delay_seconds=[1, 5], retry_condition_fn=worth_retrying, persist_result=False, cache_policy=NO_CACHE,
    result_serializer="json",
)  # fmt: skip

ingest_task = _io_task(ingest, name="ingest")
extract_task = _io_task(extract, name="extract", task_run_name="extract {batch}")
publish_task = _io_task(settle_and_publish, name="settle and publish")

LOCAL, DASK = "local", "dask"
"""The engines: processes of this machine, or a Dask cluster."""

_runner: Any = ThreadPoolTaskRunner(max_workers=BATCHES_AT_ONCE)


@flow(name="curate", persist_result=False, result_serializer="json", validate_parameters=False, task_runner=_runner)
def curate(
    raw: str = "raw", out: str = "curated", cache: str = ".cache", strict: bool = False, full: bool = False,
    processes: int | None = None, engine: str = LOCAL,
) -> Summary:  # fmt: skip
    """Curate the reports of `raw` into `out`: all tables, or none and the reason.

    processes: how many extract at once on this machine, None is one for each core; engine: where the batches run.
    """
    run = Run(Path(raw), Path(out), Path(cache), strict, full, processes)
    with begun(run):
        summary = _curated(run, engine)
    create_markdown_artifact(as_markdown(summary), key="curated", description="What the run published")
    return summary


def _curated(run: Run, engine: str) -> Summary:
    inputs = ingest_task(run.raw, run.cache, run.curated)
    progress.start(len(inputs.reports))
    planned = plan(inputs)
    results = []
    with worker_processes(run.processes_for(planned) if engine == LOCAL else 0):
        futures = [extract_task.submit(batch, run.cache) for batch in planned]
        for batch, future in zip(planned, futures, strict=True):
            results.append(future.result())
            if engine != LOCAL:
                progress.done(len(batch.reports))  # what runs elsewhere cannot tell the watcher here
    summary: Summary = publish_task(run, inputs, results)
    return summary


def on_engine(engine: str, scheduler: str | None = None, processes: int | None = None) -> Flow[..., Summary]:
    """The flow with its batches on that engine. scheduler: the address of a Dask cluster; without one a cluster of
    `processes` workers on this machine lasts as long as the run. Raises BadUsage where the engine is not installed."""
    if engine == LOCAL:
        return curate
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError:
        raise BadUsage("the engine dask is not installed: pip install 'msc-evidence[dask]'") from None
    own = {"n_workers": processes or os.cpu_count() or 1, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    runner: Any = DaskTaskRunner(address=scheduler) if scheduler else DaskTaskRunner(cluster_kwargs=own)
    return curate.with_options(task_runner=runner)
