"""Tables `studies`, `study_reports`, `study_identifiers`: trials, the reports that tell of them, their ids."""

from schemas.column import NOT_EMPTY, Column, Dtype, Reference, Table, at_least, one_of
from schemas.columns import REPORT_ID, STUDY_ID
from schemas.vocabulary import IdentifierScheme

_STUDY_KEY = Column(
    "study_id", Dtype.STRING, STUDY_ID.description, aact=STUDY_ID.aact, required=True,
    constraint=STUDY_ID.constraint, good=("smart-ms",), bad=("SMART MS", None),
)  # fmt: skip
TO_STUDIES = Reference(("study_id",), "studies", ("study_id",))
TO_REPORTS = Reference(("report_id",), "reports", ("report_id",))

STUDIES = Table(
    "studies", "a trial, however many reports tell of it", key=("study_id",), sort=("study_id",),
    columns=(
        _STUDY_KEY,
        Column("acronym", Dtype.STRING, "The trial's acronym.", aact="studies.acronym", constraint=NOT_EMPTY,
               good=("MESEMS", None), bad=("",)),
        Column("phase", Dtype.STRING, "Trial phase, as printed or as raw/studies.yml states.", aact="studies.phase",
               constraint=NOT_EMPTY, good=("I/II", None), bad=("",)),
        Column("design", Dtype.STRING, "Design, as raw/studies.yml states.", aact="designs.intervention_model",
               constraint=NOT_EMPTY, good=("crossover", None), bad=("",)),
        Column("n_randomised", Dtype.INTEGER, "Participants randomised, as raw/studies.yml states.", unit="participants",
               aact="studies.enrollment", constraint=at_least(0), good=(144, None), bad=(-1,)),
    ),
)  # fmt: skip

STUDY_REPORTS = Table(
    "study_reports", "a report that tells of a trial", key=("study_id", "report_id"), sort=("study_id", "report_id"),
    columns=(_STUDY_KEY, REPORT_ID), references=(TO_STUDIES, TO_REPORTS),
)  # fmt: skip

STUDY_IDENTIFIERS = Table(
    "study_identifiers", "an identifier of a trial", key=("study_id", "scheme", "identifier"),
    sort=("study_id", "scheme", "identifier"), references=(TO_STUDIES,),
    columns=(
        _STUDY_KEY,
        Column("scheme", Dtype.STRING, "Where the identifier is registered.", aact="id_information.id_type", required=True,
               constraint=one_of(IdentifierScheme), good=("nct",), bad=("NCT", None)),
        Column("identifier", Dtype.STRING, "The identifier in its registry's own spelling.", aact="id_information.id_value",
               required=True, constraint=NOT_EMPTY, good=("NCT04749667",), bad=("", None)),
    ),
)  # fmt: skip
