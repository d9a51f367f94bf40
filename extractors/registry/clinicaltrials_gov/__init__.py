"""ClinicalTrials.gov, API v2: the answer to /api/v2/studies/NCT… as JSON.

Names of fields and their words are those of the API's own data structure (version 2.0.5) and of the Protocol
Registration and Results System behind it; the curated columns are named as AACT names the same things.
"""

from extractors.registry.clinicaltrials_gov.analyses import analyses
from extractors.registry.clinicaltrials_gov.flow import participant_flow
from extractors.registry.clinicaltrials_gov.groups import Arms
from extractors.registry.clinicaltrials_gov.harms import adverse_events
from extractors.registry.clinicaltrials_gov.measurements import measurements
from extractors.registry.clinicaltrials_gov.not_results import COMMENTARY, IDENTIFIERS, NOT_RESULTS
from extractors.registry.record import Field
from extractors.registry.registry import Registry
from extractors.row import Row


def rows(root: Field, study_label: str | None) -> list[Row]:
    """Everything that the record reports: participants, measurements, analyses, harms."""
    arms = Arms(root)
    measured = measurements(root, study_label, arms)
    taken = {claim.start for row in measured for claim in row.claims}
    return [
        *participant_flow(root, study_label, taken), *measured, *analyses(root, study_label, arms), *adverse_events(root, study_label),
    ]  # fmt: skip


def section(names: list[str]) -> str | None:
    """The module in which a field stands, as the record names it."""
    return names[1] if len(names) > 2 else None


_IDENTIFICATION = "protocolSection/identificationModule"

REGISTRY = Registry(
    name="clinicaltrials_gov",
    printed="a ClinicalTrials.gov record",
    key=f"{_IDENTIFICATION}/nctId",
    list_name="studies",
    metadata={
        "title": (f"{_IDENTIFICATION}/briefTitle", f"{_IDENTIFICATION}/officialTitle"),
        # The record changes; this version of it was published when it was last posted.
        "published": (
            "protocolSection/statusModule/lastUpdatePostDateStruct/date",
            "protocolSection/statusModule/resultsFirstPostDateStruct/date",
            "protocolSection/statusModule/studyFirstPostDateStruct/date",
        ),
    },
    identifiers=IDENTIFIERS,
    acronym=f"{_IDENTIFICATION}/acronym",
    section=section,
    rows=rows,
    not_results=NOT_RESULTS,
    commentary=COMMENTARY,
    other_forms={
        "FullStudiesResponse": "This is an answer of ClinicalTrials.gov's former API; fetch the record from API v2 (/api/v2/studies/NCT…).",
        "resourceType": "This is a FHIR resource; fetch the record as plain JSON from API v2 (/api/v2/studies/NCT…, format json).",
        "error": "This is an error message that was saved in place of a record; fetch the record again.",
    },
)
