"""Columns that more than one table lists. A column of one table only is declared in that table's module."""

from schemas.column import NOT_EMPTY, Column, Dtype, at_least, matching, one_of, some_of
from schemas.reasons import REVIEW_REASONS
from schemas.vocabulary import Direction, GroupRole, OutcomeType, Review, Ruling

_HASH = r"[0-9a-f]{16}"

ROW_ID = Column(
    "row_id", Dtype.STRING,
    "Identifier of the row: a hash of report, table, quote as folded, which occurrence of that quote it is, and an "
    "ordinal. It stays the same while the statement stands, wherever the statement moves.",
    required=True, constraint=matching(_HASH), good=("0123456789abcdef",), bad=("", "xyz", None),
)  # fmt: skip
REPORT_ID = Column(
    "report_id", Dtype.STRING, "The report: its file's stem in raw/, or STEM#RECORD in a file of many records.",
    required=True, constraint=NOT_EMPTY, good=("smart_ms_2026",), bad=("", None),
)  # fmt: skip
STUDY_ID = Column(
    "study_id", Dtype.STRING, "The trial that the row tells of: key of `studies`.", aact="studies.nct_id",
    constraint=matching(r"[a-z0-9][a-z0-9_.-]*"), good=("smart-ms", None), bad=("SMART MS",),
)  # fmt: skip
STUDY_LABEL = Column(
    "study_label", Dtype.STRING, "The trial's name as the report prints it where the row stands; null where it names none.",
    constraint=NOT_EMPTY, good=("SMART-MS", None), bad=("",),
)  # fmt: skip
POPULATION = Column(
    "population", Dtype.STRING, "Subgroup or analysis set that the row is restricted to, as printed.",
    aact="outcomes.population", constraint=NOT_EMPTY, good=("intention-to-treat", None), bad=("",),
)  # fmt: skip
PERIOD = Column(
    "period", Dtype.STRING, "Period of a crossover trial, as printed.",
    constraint=NOT_EMPTY, good=("before crossover", None), bad=("",),
)  # fmt: skip
START = Column(
    "start", Dtype.INTEGER, "Where the quote begins in the report's text.", unit="Unicode code points from 0",
    required=True, constraint=at_least(0), good=(0, 812), bad=(-1, None),
)  # fmt: skip
END = Column(
    "end", Dtype.INTEGER, "Where the quote ends (excluded).", unit="Unicode code points from 0",
    required=True, constraint=at_least(1), good=(1, 850), bad=(0, None),
)  # fmt: skip
QUOTE = Column(
    "quote", Dtype.STRING, "The characters of the report that say this, letter for letter: text[start:end].",
    required=True, constraint=NOT_EMPTY, good=("β=-0.31",), bad=("", None),
)  # fmt: skip
LOCATOR = Column(
    "locator", Dtype.STRING, "Where in the file the quote stands: a line, a page with its box, an XPath or a JSON pointer.",
    required=True, constraint=NOT_EMPTY, good=("line 12", "page 3: 50,100,90,112"), bad=("", None),
)  # fmt: skip
SECTION = Column(
    "section", Dtype.STRING, "Heading under which the quote stands, as printed.",
    constraint=NOT_EMPTY, good=("RESULTS", None), bad=("",),
)  # fmt: skip
RULE = Column(
    "rule", Dtype.STRING, "Name of the rule that found the row's numbers; 'curator' for a row that a person added.",
    required=True, constraint=matching(r"[a-z][a-z0-9_]*"), good=("labelled_estimate", "curator"), bad=("", None),
)  # fmt: skip
REPEAT_OF = Column(
    "repeat_of", Dtype.STRING, "Row of this table, in the same report, that told the same fact first; else null.",
    constraint=matching(_HASH), good=("0123456789abcdef", None), bad=("1",),
)  # fmt: skip
REVIEW = Column(
    "review", Dtype.STRING, "clear: no rule, link or check doubts the row. doubtful: see `review_reasons`.",
    required=True, constraint=one_of(Review), good=("clear",), bad=("sure", None),
)  # fmt: skip
REVIEW_REASONS_COLUMN = Column(
    "review_reasons", Dtype.STRING, "Codes that say what is in doubt, joined by '|'; kept on a row that a curator accepted.",
    constraint=some_of(tuple(REVIEW_REASONS)), good=("check_order|link_outcome_missing", None), bad=("because",),
)  # fmt: skip
DECISION = Column(
    "decision", Dtype.STRING, "What a curator ruled of this row; null where nobody has. Rejected rows leave the table.",
    constraint=one_of(Ruling), good=("accepted", None), bad=("yes",),
)  # fmt: skip
GROUP_LABEL = Column(
    "group_label", Dtype.STRING,
    "The arm or subgroup as printed; null for the whole study. In `analyses` the estimate is this group's relative to "
    "`comparator_label`.", aact="result_groups.title", constraint=NOT_EMPTY, good=("MSC-NP", None), bad=("",),
)  # fmt: skip
OUTCOME_TITLE = Column(
    "outcome_title", Dtype.STRING, "The outcome in the report's own words.", aact="outcomes.title",
    constraint=NOT_EMPTY, good=("combined evoked potential latency", None), bad=("",),
)  # fmt: skip
OUTCOME_ID = Column(
    "outcome_id", Dtype.STRING, "The outcome's name in the project's vocabulary, the same in every report.",
    constraint=matching(r"[a-z0-9_]+"), good=("edss", None), bad=("EDSS",),
)  # fmt: skip
OUTCOME_TYPE = Column(
    "outcome_type", Dtype.STRING, "Rank that the report gives to the outcome: beside its result, in the heading above, or where it declares its outcomes.",
    aact="outcomes.outcome_type", constraint=one_of(OutcomeType), good=("primary", None), bad=("PRIMARY",),
)  # fmt: skip
TIME_FRAME = Column(
    "time_frame", Dtype.STRING, "When, as printed.", aact="outcomes.time_frame",
    constraint=NOT_EMPTY, good=("6 months", "baseline", None), bad=("",),
)  # fmt: skip
TIME_FRAME_DAYS = Column(
    "time_frame_days", Dtype.NUMBER, "`time_frame` in days, derived: a month is 30.44 days, a year 365.25.", unit="d",
    constraint=at_least(0), good=(0.0, 182.64, None), bad=(-1.0,),
)  # fmt: skip
UNIT = Column(
    "unit", Dtype.STRING, "Unit of the printed values, as printed.", aact="outcomes.units",
    constraint=NOT_EMPTY, good=("pg/mL", "%", None), bad=("",),
)  # fmt: skip
DIRECTION_OF_BENEFIT = Column(
    "direction_of_benefit", Dtype.STRING, "Which change of the outcome is good for the patient.",
    constraint=one_of(Direction), good=("lower", None), bad=("down",),
)  # fmt: skip
GROUP_ROLE = Column(
    "group_role", Dtype.STRING, "What the group is in its trial.", aact="design_groups.group_type",
    constraint=one_of(GroupRole), good=("experimental", None), bad=("msc",),
)  # fmt: skip

PLACE = (START, END, QUOTE, LOCATOR, SECTION)
"""Where a fact stands in its report."""

FACT_HEAD = (ROW_ID, REPORT_ID, STUDY_ID, STUDY_LABEL, POPULATION, PERIOD)
"""First columns of every fact table."""

FACT_TAIL = (*PLACE, RULE, REPEAT_OF, REVIEW, REVIEW_REASONS_COLUMN, DECISION)
"""Last columns of every fact table."""
