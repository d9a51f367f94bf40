"""Table `analyses`: comparisons and estimates, with their uncertainty or their p-value."""

from schemas.column import NOT_EMPTY, Column, Dtype, Table, at_least, between, one_of
from schemas.columns import (
    DIRECTION_OF_BENEFIT,
    FACT_HEAD,
    FACT_TAIL,
    GROUP_LABEL,
    OUTCOME_ID,
    OUTCOME_TITLE,
    OUTCOME_TYPE,
    TIME_FRAME,
    TIME_FRAME_DAYS,
    UNIT,
)
from schemas.studies import TO_REPORTS, TO_STUDIES
from schemas.vocabulary import DispersionType, Modifier, NonInferiorityType, ParamType, Sides, StandardErrorMethod

ANALYSES = Table(
    "analyses", "a comparison or estimate", key=("row_id",), sort=("report_id", "start", "end", "row_id"),
    references=(TO_REPORTS, TO_STUDIES),
    columns=(
        *FACT_HEAD,
        OUTCOME_TITLE, OUTCOME_ID,
        OUTCOME_TYPE,
        TIME_FRAME, TIME_FRAME_DAYS, GROUP_LABEL,
        Column("comparator_label", Dtype.STRING, "The group that `group_label` is compared with, as printed; null for a change "
               "within one group.", aact="outcome_analysis_groups.result_group_id", constraint=NOT_EMPTY, good=("placebo", None), bad=("",)),
        Column("param_type", Dtype.STRING, "What the estimate is; null where only an interval or a p-value is printed.",
               aact="outcome_analyses.param_type", constraint=one_of(ParamType), good=("beta", None), bad=("β",)),
        Column("param_type_raw", Dtype.STRING, "The estimate's name as printed.", constraint=NOT_EMPTY, good=("β", None), bad=("",)),
        Column("param_value", Dtype.NUMBER, "The estimate as printed.", unit="`unit`, or none for a ratio",
               aact="outcome_analyses.param_value", good=(-16.3, None)),
        UNIT,
        Column("ci_percent", Dtype.NUMBER, "Level of the interval.", unit="%", aact="outcome_analyses.ci_percent",
               constraint=between(50, 100), good=(95.0, 95.66, None), bad=(0.95, 101.0)),
        Column("ci_n_sides", Dtype.STRING, "Whether the interval is open on one side.", aact="outcome_analyses.ci_n_sides",
               constraint=one_of(Sides), good=("two_sided", None), bad=("2",)),
        Column("ci_lower_limit", Dtype.NUMBER, "Lower limit as printed.", unit="as `param_value`",
               aact="outcome_analyses.ci_lower_limit", good=(-33.0, None)),
        Column("ci_upper_limit", Dtype.NUMBER, "Upper limit as printed.", unit="as `param_value`",
               aact="outcome_analyses.ci_upper_limit", good=(0.3, None)),
        Column("p_value_modifier", Dtype.STRING, "What stands between 'p' and its value.", aact="outcome_analyses.p_value_modifier",
               constraint=one_of(Modifier), good=("<", None), bad=("≤",)),
        Column("p_value", Dtype.NUMBER, "P-value as printed: 'P<0.001' gives 0.001, with p_value_modifier '<'. A bound is no value.",
               aact="outcome_analyses.p_value", constraint=between(0, 1), good=(0.0, 0.668, None), bad=(-0.01, 44.0)),
        Column("method", Dtype.STRING, "Statistical method in ClinicalTrials.gov's words.", aact="outcome_analyses.method",
               constraint=NOT_EMPTY, good=("Log Rank", None), bad=("",)),
        Column("method_raw", Dtype.STRING, "Statistical method as printed.", constraint=NOT_EMPTY, good=("log-rank test", None), bad=("",)),
        Column("adjusted", Dtype.BOOLEAN, "True where the text calls the estimate adjusted; null where it says nothing.", good=(True, None)),
        DIRECTION_OF_BENEFIT,
        Column("standard_error", Dtype.NUMBER, "Derived, never printed: standard error of the estimate, on the log scale for ratios.",
               constraint=at_least(0), good=(0.24, None), bad=(-0.1,)),
        Column("standard_error_method", Dtype.STRING, "How `standard_error` was derived (Cochrane Handbook, chapter 6).",
               constraint=one_of(StandardErrorMethod), good=("from_interval_t", None), bad=("z",)),
        Column("dispersion_type", Dtype.STRING, "What spread is printed beside the estimate.", aact="outcome_analyses.dispersion_type",
               constraint=one_of(DispersionType), good=("se", None), bad=("SE",)),
        Column("dispersion_value", Dtype.NUMBER, "The estimate's standard error or standard deviation as printed.", unit="as `param_value`",
               aact="outcome_analyses.dispersion_value", good=(0.354, None)),
        Column("non_inferiority_type", Dtype.STRING, "Which hypothesis the analysis tests.", aact="outcome_analyses.non_inferiority_type",
               constraint=one_of(NonInferiorityType), good=("superiority", None), bad=("SUPERIORITY",)),
        *FACT_TAIL,
    ),
)  # fmt: skip
