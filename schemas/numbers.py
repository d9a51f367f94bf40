"""Table `numbers`: every number of every report and what became of it."""

from schemas.claims import RAW, RAW_END, RAW_START
from schemas.column import Column, Dtype, Table, matching, one_of
from schemas.columns import REPORT_ID
from schemas.studies import TO_REPORTS
from schemas.vocabulary import NumberStatus

NUMBERS = Table(
    "numbers", "a number that a report prints, in digits or in words", key=("report_id", "start"),
    sort=("report_id", "start"), references=(TO_REPORTS,),
    columns=(
        REPORT_ID, RAW_START, RAW_END, RAW,
        Column("value", Dtype.NUMBER, "What the digits or the word say, without the sign that a row may read before them; null where "
               "no finite number can be read.", good=(18.0, None)),
        Column("status", Dtype.STRING, "claimed: a row uses it. set_aside: a rule says why it is no result. unclaimed: neither.",
               required=True, constraint=one_of(NumberStatus), good=("claimed",), bad=("ignored", None)),
        Column("reason", Dtype.STRING, "The tables whose rows claim it, the rule that set it aside, or, for an unclaimed one, 'no_rule' or "
               "'table_not_read' (in a table whose rows and columns could not be told apart).",
               required=True, constraint=matching(r"[a-z_]+(\|[a-z_]+)*"), good=("analyses", "year", "no_rule"), bad=("", None)),
    ),
)  # fmt: skip
