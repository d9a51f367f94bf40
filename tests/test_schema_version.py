"""The schema does not change unseen: its version and digest stand in the changelog, and Frictionless finds the tables to be as told."""

import json
import re
from pathlib import Path

import pytest

from schemas.datapackage import DATAPACKAGE, datapackage, schema_digest
from schemas.files import SCHEMA_VERSION
from schemas.tables import TABLES

ROOT = Path(__file__).parent.parent
ENTRY = re.compile(r"^- Schema (\d+\.\d+\.\d+) \(`([0-9a-f]{16})`\): \S", re.M)


def test_the_changelog_tells_of_the_schema_as_it_is() -> None:
    entries = ENTRY.findall((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert len({version for version, _ in entries}) == len(entries)
    assert dict(entries).get(SCHEMA_VERSION) == schema_digest(), (
        f"the schema has changed: raise SCHEMA_VERSION in schemas/files.py where {SCHEMA_VERSION} was released, and say in CHANGELOG.md what "
        f"changed: - Schema X.Y.Z (`{schema_digest()}`): ..."
    )


def test_the_digest_follows_what_programs_depend_on_and_no_wording(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    import schemas.datapackage as module

    def digest_with(**changes: object) -> str:
        table = TABLES[0]
        key, second, *others = table.columns
        changed = replace(table, columns=(key, replace(second, **changes), *others))  # type: ignore[arg-type]
        monkeypatch.setattr(module, "TABLES", (changed, *TABLES[1:]))
        return schema_digest()

    same = schema_digest()
    assert digest_with(description="In other words.") == same
    assert digest_with(name="other") != same
    assert digest_with(required=False) != same
    assert digest_with(unit="kg") != same


def test_every_column_says_what_it_holds_and_what_words_mean_elsewhere() -> None:
    package = datapackage({f"{table.name}.parquet": (0, "") for table in TABLES})
    fields = {
        (resource["name"], field["name"]): field for resource in package["resources"] for field in resource["schema"]["fields"]
    }
    assert all(field["description"] for field in fields.values())
    assert fields["analyses", "param_type"]["ctgov"]["hazard_ratio"] == "Hazard Ratio (HR)"
    assert fields["analyses", "ci_percent"] | {"constraints": None} == {
        "name": "ci_percent", "type": "number", "description": "Level of the interval.", "unit": "%", "aact": "outcome_analyses.ci_percent",
        "constraints": None,
    }  # fmt: skip
    for (table, name), field in fields.items():
        assert set(field.get("ctgov", {})) <= set(field.get("constraints", {}).get("enum", [])), (table, name)


@pytest.mark.slow
def test_frictionless_finds_the_tables_to_be_as_told(two_reports, tmp_path: Path) -> None:
    """As CSV, value by value, with primary and foreign keys; and one wrong value is found."""
    frictionless = pytest.importorskip("frictionless")
    from flows.export.format import evidence_of, format_called

    two_reports.curate()
    format_called("csv").write(evidence_of(two_reports.curated), tmp_path / "out")
    report = frictionless.validate(str(tmp_path / "out" / DATAPACKAGE))
    assert report.valid, report.flatten(["title", "message"])
    assert frictionless.Package(json.loads((two_reports.curated / DATAPACKAGE).read_text(encoding="utf-8"))).resource_names == [
        table.name for table in TABLES
    ]
    path = tmp_path / "out" / "analyses.csv"
    text = path.read_text(encoding="utf-8")
    assert text.count(",=,0.668,") == 1
    path.write_text(text.replace(",=,0.668,", ",=,66.8,"), encoding="utf-8")
    said = frictionless.validate(str(tmp_path / "out" / DATAPACKAGE)).flatten(["type", "fieldName"])
    assert ["constraint-error", "p_value"] in said
