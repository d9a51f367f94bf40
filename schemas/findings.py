"""Tables `findings` and `finding_rows`: what the checks say, and of which rows."""

from schemas.column import NOT_EMPTY, Column, Dtype, Reference, Table, matching, one_of
from schemas.columns import ROW_ID
from schemas.vocabulary import CheckName, Grade

FINDING_ID = Column("finding_id", Dtype.STRING, "Identifier of the finding: a hash of check, rows and printed values.", required=True,
                    constraint=matching(r"[0-9a-f]{16}"), good=("0123456789abcdef",), bad=("1", None))  # fmt: skip

FINDINGS = Table(
    "findings", "what a check says", key=("finding_id",), sort=("check", "finding_id"),
    columns=(
        FINDING_ID,
        Column("check", Dtype.STRING, "The check.", required=True, constraint=one_of(CheckName), good=("order",), bad=("sanity", None)),
        Column("grade", Dtype.STRING, "consistent; notice: worth a look, marks no row; contradiction: marks its rows doubtful; "
               "cannot_check: the check's assumption does not hold.", required=True, constraint=one_of(Grade), good=("notice",), bad=("bad", None)),
        Column("message", Dtype.STRING, "The finding in one sentence.", required=True, constraint=NOT_EMPTY,
               good=("The limits 0.3 to 0.1 are printed upper first.",), bad=("", None)),
        Column("printed", Dtype.STRING, "The values as printed.", constraint=NOT_EMPTY, good=("0.94 (0.58 to 1.50)", None), bad=("",)),
        Column("expected", Dtype.STRING, "The values that would be consistent.", constraint=NOT_EMPTY, good=("-16.40 to -16.30", None), bad=("",)),
    ),
)  # fmt: skip

FINDING_ROWS = Table(
    "finding_rows", "a row that a finding speaks of", key=("finding_id", "row_id"), sort=("finding_id", "row_id"),
    columns=(FINDING_ID, ROW_ID), references=(Reference(("finding_id",), "findings", ("finding_id",)),),
)  # fmt: skip
