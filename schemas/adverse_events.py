"""Table `adverse_events`: harms, counted in people, in events or in percent, and their stated absence."""

from schemas.column import NOT_EMPTY, Column, Dtype, Table, at_least, between, one_of
from schemas.columns import FACT_HEAD, FACT_TAIL, GROUP_LABEL, TIME_FRAME, TIME_FRAME_DAYS
from schemas.studies import TO_REPORTS, TO_STUDIES
from schemas.vocabulary import PercentModifier

ADVERSE_EVENTS = Table(
    "adverse_events", "a harm", key=("row_id",), sort=("report_id", "start", "end", "row_id"),
    references=(TO_REPORTS, TO_STUDIES),
    columns=(
        *FACT_HEAD,
        Column("adverse_event_term", Dtype.STRING, "The harm in the report's own words.", aact="reported_events.adverse_event_term",
               required=True, constraint=NOT_EMPTY, good=("low back pain",), bad=("", None)),
        GROUP_LABEL, TIME_FRAME, TIME_FRAME_DAYS,
        Column("serious", Dtype.BOOLEAN, "Whether the text calls it serious; null where it says nothing. Serious is not severe.",
               aact="reported_events.event_type", good=(True, None)),
        Column("related", Dtype.BOOLEAN, "Whether the text calls it related to the treatment: 'probably' and 'likely' are true, "
               "'possibly' and silence null.", good=(False, None)),
        Column("subjects_affected", Dtype.INTEGER, "People with the harm; 0 where its absence is stated.", unit="participants",
               aact="reported_events.subjects_affected", constraint=at_least(0), good=(0, 9, None), bad=(-1,)),
        Column("event_count", Dtype.INTEGER, "Events, which may be several in one person.", unit="events",
               aact="reported_events.event_count", constraint=at_least(0), good=(2, None), bad=(-1,)),
        Column("subjects_at_risk", Dtype.INTEGER, "People who could have had it, as printed.", unit="participants",
               aact="reported_events.subjects_at_risk", constraint=at_least(0), good=(18, None), bad=(-1,)),
        Column("percent", Dtype.NUMBER, "Share of the people affected, as printed.", unit="%", constraint=between(0, 100),
               good=(8.0, None), bad=(101.0,)),
        Column("percent_modifier", Dtype.STRING, "What the text says of the percentage beside its value.",
               constraint=one_of(PercentModifier), good=("up to", None), bad=("<",)),
        Column("explicit_none", Dtype.BOOLEAN, "True where the text states that it did not occur, which is more than not mentioning it.",
               required=True, good=(True, False), bad=(None,)),
        *FACT_TAIL,
    ),
)  # fmt: skip
