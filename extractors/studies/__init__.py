"""The trials that reports tell of: where a text names them, which of them a row is about, and which are one."""

from extractors.studies.joining import JoinedStudies, StatedStudy, join
from extractors.studies.labels import study_label_at
from extractors.studies.mentions import StudyMention, acronyms, find_studies, registry_ids, study_key

__all__ = [
    "JoinedStudies", "StatedStudy", "StudyMention", "acronyms", "find_studies", "join", "registry_ids", "study_key",
    "study_label_at",
]  # fmt: skip
