"""ClinicalTrials.gov records in short: what a constructed set says of one, in the registry's own form."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Counts = tuple[int | str, ...]
"""One number for each arm, in their order."""


def registry_record(
    nct: str, acronym: str, arms: Mapping[str, str], enrolled: int, *, flow: Mapping[str, Counts], outcomes: Sequence[dict[str, Any]],
    harms: Mapping[str, Any], planned_primary: tuple[str, str],
) -> bytes:  # fmt: skip
    """A record. arms: title to type; flow: milestone to counts; harms: time_frame, deaths, serious, other (counts) and at_risk."""
    return json.dumps({
        "protocolSection": {
            "identificationModule": {"nctId": nct, "briefTitle": f"{acronym} trial", "acronym": acronym},
            "designModule": {
                "studyType": "INTERVENTIONAL", "designInfo": {"allocation": "RANDOMIZED", "interventionModel": "PARALLEL"},
                "enrollmentInfo": {"count": enrolled, "type": "ACTUAL"},
            },
            "armsInterventionsModule": {"armGroups": [{"label": label, "type": kind} for label, kind in arms.items()]},
            "outcomesModule": {"primaryOutcomes": [{"measure": planned_primary[0], "timeFrame": planned_primary[1]}]},
        },
        "resultsSection": {
            "participantFlowModule": {
                "groups": _groups("FG", arms),
                "periods": [{"title": "Overall Study", "milestones": [
                    {"type": milestone, "achievements": [
                        {"groupId": f"FG00{i}", "numSubjects": str(count)} for i, count in enumerate(counts)
                    ]} for milestone, counts in flow.items()
                ]}],
            },
            "outcomeMeasuresModule": {"outcomeMeasures": [_outcome(outcome, arms) for outcome in outcomes]},
            "adverseEventsModule": _harms(harms, arms),
        },
    }, indent=1).encode()  # fmt: skip


def _groups(prefix: str, arms: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": f"{prefix}00{i}", "title": label} for i, label in enumerate(arms)]


def _outcome(outcome: dict[str, Any], arms: Mapping[str, str]) -> dict[str, Any]:
    """outcome: rank, title, time_frame, kind, dispersion, unit, analysed, values ((value, spread) or value an arm), analysis."""
    values = [value if isinstance(value, tuple) else (value, None) for value in outcome["values"]]
    measurements = [
        {"groupId": f"OG00{i}", "value": value, **({"spread": spread} if spread else {})}
        for i, (value, spread) in enumerate(values)
    ]
    told = {
        "type": outcome["rank"], "title": outcome["title"], "timeFrame": outcome["time_frame"], "paramType": outcome["kind"],
        "unitOfMeasure": outcome["unit"], "reportingStatus": "POSTED", "groups": _groups("OG", arms),
        "denoms": [{"units": "Participants", "counts": [
            {"groupId": f"OG00{i}", "value": str(n)} for i, n in enumerate(outcome["analysed"])
        ]}],
        "classes": [{"categories": [{"measurements": measurements}]}],
    }  # fmt: skip
    if "dispersion" in outcome:
        told["dispersionType"] = outcome["dispersion"]
    if "analysis" in outcome:
        told["analyses"] = [{"groupIds": ["OG000", "OG001"], "nonInferiorityType": "SUPERIORITY", **outcome["analysis"]}]
    return told


def _harms(harms: Mapping[str, Any], arms: Mapping[str, str]) -> dict[str, Any]:
    groups = []
    for i, label in enumerate(arms):
        group = {"id": f"EG00{i}", "title": label}
        for name in ("deaths", "serious", "other"):
            if name in harms:
                group |= {f"{name}NumAffected": harms[name][i], f"{name}NumAtRisk": harms["at_risk"][i]}
        groups.append(group)
    return {
        "timeFrame": harms["time_frame"], "eventGroups": groups,
        "seriousEvents": [
            {"term": term, "stats": [{"groupId": f"EG00{i}", "numAffected": count, "numAtRisk": harms["at_risk"][i]}
                                     for i, count in enumerate(counts)]}
            for term, counts in harms.get("serious_events", {}).items()
        ],
    }  # fmt: skip
