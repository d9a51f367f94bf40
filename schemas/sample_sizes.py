"""Table `sample_sizes`: how many participants."""

from schemas.column import Column, Dtype, Table, at_least, one_of
from schemas.columns import FACT_HEAD, FACT_TAIL, GROUP_LABEL
from schemas.studies import TO_REPORTS, TO_STUDIES
from schemas.vocabulary import Role

SAMPLE_SIZES = Table(
    "sample_sizes", "a count of participants", key=("row_id",), sort=("report_id", "start", "end", "row_id"),
    references=(TO_REPORTS, TO_STUDIES),
    columns=(
        *FACT_HEAD,
        Column("n", Dtype.INTEGER, "How many, as printed.", unit="participants", aact="outcome_counts.count", required=True,
               constraint=at_least(0), good=(0, 144), bad=(-1, None)),
        GROUP_LABEL,
        Column("role", Dtype.STRING, "At which point of the trial they are counted; 'studies' counts studies of a review.",
               aact="milestones.title", required=True, constraint=one_of(Role), good=("randomised",), bad=("randomized", None)),
        *FACT_TAIL,
    ),
)  # fmt: skip
