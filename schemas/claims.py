"""Table `claims`: every use of a printed number by a row."""

from schemas.column import NOT_EMPTY, Column, Dtype, Table, at_least, matching
from schemas.columns import REPORT_ID, ROW_ID
from schemas.studies import TO_REPORTS

RAW_START = Column("start", Dtype.INTEGER, "Where the printed number begins in the report's text.", unit="Unicode code points from 0",
                   required=True, constraint=at_least(0), good=(0,), bad=(-1, None))  # fmt: skip
RAW_END = Column("end", Dtype.INTEGER, "Where the printed number ends (excluded).", unit="Unicode code points from 0",
                 required=True, constraint=at_least(1), good=(1,), bad=(0, None))  # fmt: skip
RAW = Column("raw", Dtype.STRING, "The number letter for letter as printed: text[start:end].", required=True,
             constraint=NOT_EMPTY, good=("−16.3",), bad=("", None))  # fmt: skip

CLAIMS = Table(
    "claims", "one use of a printed number by a row", key=("row_id", "column", "start"),
    sort=("report_id", "start", "end", "row_id", "column"), references=(TO_REPORTS,),
    columns=(
        ROW_ID,
        Column("column", Dtype.STRING, "Column of the row that holds the number.", required=True,
               constraint=matching(r"[a-z][a-z0-9_]*"), good=("param_value",), bad=("", None)),
        REPORT_ID, RAW_START, RAW_END, RAW,
    ),
)  # fmt: skip
