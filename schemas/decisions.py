"""Table `decisions`: what curators ruled, with the machine's value beside theirs."""

from schemas.claims import RAW_END, RAW_START
from schemas.column import NOT_EMPTY, Column, Dtype, Table, matching, one_of
from schemas.columns import REPORT_ID, ROW_ID
from schemas.studies import TO_REPORTS
from schemas.vocabulary import Ruling

DECISIONS = Table(
    "decisions", "what a curator ruled of a row or a number", key=("report_id", "start", "end", "row_id", "column", "when"),
    sort=("report_id", "start", "end", "row_id", "column", "when"), references=(TO_REPORTS,),
    columns=(
        Column("row_id", Dtype.STRING, "The row ruled on; null where it was a number.", constraint=ROW_ID.constraint,
               good=("0123456789abcdef", None), bad=("1",)),
        REPORT_ID, RAW_START, RAW_END,
        Column("decision", Dtype.STRING, "The ruling.", required=True, constraint=one_of(Ruling), good=("accepted",), bad=("ok", None)),
        Column("column", Dtype.STRING, "Column that was corrected.", constraint=matching(r"[a-z][a-z0-9_]*"), good=("param_value", None), bad=("",)),
        Column("was", Dtype.STRING, "The machine's value, as JSON.", constraint=NOT_EMPTY, good=("-16.03", None), bad=("",)),
        Column("becomes", Dtype.STRING, "The curator's value, as JSON.", constraint=NOT_EMPTY, good=("-16.3", None), bad=("",)),
        Column("reason", Dtype.STRING, "Why.", constraint=NOT_EMPTY, good=("a misprint, see the paper", None), bad=("",)),
        Column("who", Dtype.STRING, "Who decided.", required=True, constraint=NOT_EMPTY, good=("ab",), bad=("", None)),
        Column("when", Dtype.STRING, "When it was decided, in UTC.", required=True, constraint=matching(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"),
               good=("2026-11-22T10:00:00Z",), bad=("today", None)),
    ),
)  # fmt: skip
