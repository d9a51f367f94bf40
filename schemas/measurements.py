"""Table `measurements`: one group's own result."""

from schemas.column import Column, Dtype, Table, at_least, between, one_of
from schemas.columns import (
    DIRECTION_OF_BENEFIT,
    FACT_HEAD,
    FACT_TAIL,
    GROUP_LABEL,
    GROUP_ROLE,
    OUTCOME_ID,
    OUTCOME_TITLE,
    OUTCOME_TYPE,
    TIME_FRAME,
    TIME_FRAME_DAYS,
    UNIT,
)
from schemas.studies import TO_REPORTS, TO_STUDIES
from schemas.vocabulary import DispersionType, MeasurementParamType

MEASUREMENTS = Table(
    "measurements", "one group's own result", key=("row_id",), sort=("report_id", "start", "end", "row_id"),
    references=(TO_REPORTS, TO_STUDIES),
    columns=(
        *FACT_HEAD,
        GROUP_LABEL, GROUP_ROLE,
        Column("group_n", Dtype.INTEGER, "Size of the group, as printed.", unit="participants", aact="outcome_counts.count",
               constraint=at_least(0), good=(27, None), bad=(-1,)),
        OUTCOME_TITLE, OUTCOME_ID, OUTCOME_TYPE, TIME_FRAME, TIME_FRAME_DAYS,
        Column("param_type", Dtype.STRING, "What `param_value` is; null where the text does not say.", aact="outcomes.param_type",
               constraint=one_of(MeasurementParamType), good=("mean", None), bad=("average",)),
        Column("param_value", Dtype.NUMBER, "The value as printed.", unit="`unit`", aact="outcome_measurements.param_value_num",
               good=(3.7, None)),
        UNIT,
        Column("is_change", Dtype.BOOLEAN, "True where the value is a change from an earlier one; null where the text does not say.",
               good=(True, None)),
        Column("dispersion_type", Dtype.STRING, "What stands beside the value.", aact="outcomes.dispersion_type",
               constraint=one_of(DispersionType), good=("sd", None), bad=("SD",)),
        Column("dispersion_value", Dtype.NUMBER, "Standard deviation or standard error as printed.", unit="as `param_value`",
               aact="outcome_measurements.dispersion_value_num", good=(23.1, None)),
        Column("dispersion_lower_limit", Dtype.NUMBER, "Lower end of a range, of quartiles or of the group's own interval.",
               unit="as `param_value`", aact="outcome_measurements.dispersion_lower_limit", good=(9.0, None)),
        Column("dispersion_upper_limit", Dtype.NUMBER, "Upper end of a range, of quartiles or of the group's own interval.",
               unit="as `param_value`", aact="outcome_measurements.dispersion_upper_limit", good=(12.0, None)),
        Column("dispersion_ci_percent", Dtype.NUMBER, "Level of the group's own interval.", unit="%", constraint=between(50, 100),
               good=(95.0, None), bad=(0.95,)),
        Column("numerator", Dtype.INTEGER, "Participants with the result, as printed.", unit="participants", constraint=at_least(0),
               good=(12, None), bad=(-1,)),
        Column("denominator", Dtype.INTEGER, "Participants that `numerator` is a part of, as printed.", unit="participants",
               constraint=at_least(0), good=(30, None), bad=(-1,)),
        DIRECTION_OF_BENEFIT,
        *FACT_TAIL,
    ),
)  # fmt: skip
