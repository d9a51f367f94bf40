"""The data dictionary as Markdown, made from the declarations alone: `python -m schemas.dictionary [--write]`."""

import sys
from pathlib import Path

from schemas.column import Column, Constraint, Dtype, Table
from schemas.reasons import REVIEW_REASONS
from schemas.tables import FACT_TABLES, PRINTED_NUMBERS, TABLES
from schemas.vocabulary import Word

FILE = Path(__file__).parent.parent / "docs" / "data-dictionary.md"

_TYPES = {Dtype.STRING: "text", Dtype.INTEGER: "int64", Dtype.NUMBER: "float64", Dtype.BOOLEAN: "boolean"}

_HEAD = """\
# Data dictionary

Made by `make docs` from the declarations in `schemas/`; a test fails when it is stale.

Each table is one file, `curated/NAME.parquet`. Null means that the report does not say, or that the column is not filled
yet. Several values in one column are joined by `|`. Descriptions, units and AACT names travel in the files as well (see
[reading a value](reading-a-value.md)). *AACT* is the column of the Aggregate Analysis of ClinicalTrials.gov database that
holds the same thing.
"""


def dictionary() -> str:
    """The whole page."""
    parts = [_HEAD, "| table | one row is |\n|---|---|\n" + "".join(f"| [{t.name}](#{t.name}) | {t.one_row} |\n" for t in TABLES)]
    parts.extend(_table(table) for table in TABLES)
    parts.append(_reasons())
    parts.append(_words())
    return "\n".join(parts)


def _table(table: Table) -> str:
    lines = [f"## {table.name}", "", f"One row is {table.one_row}. Key: {_names(table.key)}. Sorted by {_names(table.sort)}."]
    lines += [
        f"{_names(reference.columns)} → `{reference.to_table}`: {_names(reference.to_columns)}." for reference in table.references
    ]
    if table in FACT_TABLES:
        lines.append(f"Printed numbers, each with its entry in `claims`: {_names(PRINTED_NUMBERS[table.name])}.")
    lines += ["", "| column | type | unit | what it holds | allowed | AACT |", "|---|---|---|---|---|---|"]
    return "\n".join(lines + [_column(column) for column in table.columns]) + "\n"


def _column(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        _TYPES[column.dtype] + (", never null" if column.required else ""),
        column.unit or "",
        column.description,
        _allowed(column.constraint),
        f"`{column.aact}`" if column.aact else "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _allowed(constraint: Constraint | None) -> str:
    if constraint is None:
        return ""
    if constraint.words:
        if constraint.many:
            return (
                "[reasons](#reasons), joined by `|`"
                if set(constraint.words) == set(REVIEW_REASONS)
                else "several of the words below"
            )
        return ", ".join(f"`{word}`" for word in constraint.words)
    if constraint.minimum is not None and constraint.maximum is not None:
        return f"{constraint.minimum:g} to {constraint.maximum:g}"
    if constraint.minimum is not None:
        return f"{constraint.minimum:g} or more"
    if constraint.maximum is not None:
        return f"{constraint.maximum:g} or less"
    return f"`{constraint.pattern}`" if constraint.pattern else ""


def _reasons() -> str:
    lines = [
        "## Reasons",
        "",
        "Why a row is `doubtful`: the codes of `review_reasons`.",
        "",
        "| code | what it says |",
        "|---|---|",
    ]
    return "\n".join(lines + [f"| `{code}` | {sentence} |" for code, sentence in REVIEW_REASONS.items()]) + "\n"


def _words() -> str:
    """The closed lists whose words ClinicalTrials.gov has terms for."""
    lines = ["## Words of ClinicalTrials.gov", "", "What the words of closed lists are called there, where it has a term."]
    for words in Word.__subclasses__():
        if any(word.ctgov for word in words):
            lines += ["", f"{' '.join((words.__doc__ or '').split())}", "", "| word | ClinicalTrials.gov |", "|---|---|"]
            lines += [f"| `{word}` | {word.ctgov or '–'} |" for word in words]
    return "\n".join(lines) + "\n"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def main(arguments: list[str]) -> int:
    """Print the dictionary, or write it with --write."""
    if arguments not in ([], ["--write"]):
        print("usage: python -m schemas.dictionary [--write]", file=sys.stderr)
        return 2
    if arguments:
        FILE.write_text(dictionary(), encoding="utf-8", newline="\n")
    else:
        print(dictionary(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
