"""Every value that a person vouches for stands in the tables, in exactly one row."""

from flows.known_values import unmet
from flows.part_settling import FACTS
from flows.refusal import Refused
from flows.verify.case import Case
from flows.verify.check import Check, Problem, Problems


def find(case: Case) -> Problems:
    """Each known value that no row, or more than one, tells."""
    if isinstance(case.inputs, Refused) or any(name not in case.frames for name in FACTS):
        return  # `raw` or `schema` says why
    vouched = [report_id for report_id, sidecar in case.inputs.sidecars.items() if sidecar.known_values]
    facts = {name: case.frames[name].filter(case.frames[name]["report_id"].is_in(vouched)).to_dicts() for name in FACTS}
    for report_id in vouched:
        for said in unmet(report_id, case.inputs.known_values(report_id), facts):
            where, _, what = said.partition(": ")
            yield Problem(where, what, "put the row or the known value right")


CHECK = Check(120, "every known value is told by exactly one row", of_folder=find)
