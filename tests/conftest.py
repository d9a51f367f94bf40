"""What several test modules work with."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

PRIMARY = "At 6 months the latency did not differ between MSC and placebo (β=-0.31; 95% CI -1.84 to 1.22; P=0.668).\n"
HAZARD = "Relapse was as frequent with MSC as with placebo (hazard ratio 0.94, 95% CI 0.58 to 1.50, p=0.78).\n"


@dataclass(frozen=True)
class Workbench:
    """A project folder of a test's own: raw/, curated/ and a cache."""

    root: Path

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def curated(self) -> Path:
        return self.root / "curated"

    @property
    def cache(self) -> Path:
        return self.root / ".cache"

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.raw / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def decide(self, report_id: str, *decisions: dict[str, Any]) -> Path:
        return self.write(f"{report_id}.review.jsonl", "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in decisions))

    def curate(self, **options: Any) -> Any:
        from flows.steps import Run, run_directly

        return run_directly(Run(self.raw, self.curated, self.cache, **options))

    def table(self, name: str) -> pl.DataFrame:
        return pl.read_parquet(self.curated / f"{name}.parquet")

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.curated.iterdir())}


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    """An empty project folder."""
    found = Workbench(tmp_path)
    found.raw.mkdir()
    return found


@pytest.fixture
def two_reports(bench: Workbench) -> Workbench:
    """A project folder with two small reports."""
    bench.write("latency.txt", PRIMARY)
    bench.write("relapse.txt", HAZARD)
    return bench
