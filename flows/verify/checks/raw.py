"""raw/ is still what the tables were made of."""

from flows.output_folder import MANIFEST
from flows.refusal import Refused
from flows.verify.case import Case
from flows.verify.check import Check, Problem, Problems

_AGAIN = "curate again, or put the file back as it was"


def find(case: Case) -> Problems:
    """Each report and each hand-written file that has come, gone or changed since the tables were made."""
    if isinstance(case.inputs, Refused):
        for reason in case.inputs.reasons:
            yield Problem(f"{case.raw}", reason, "put that right first")
        return
    listed = {name: told for name, told in case.listed("reports").items() if isinstance(told, dict)}
    for report_id in sorted({*listed, *case.files}):
        file, told = case.files.get(report_id), listed.get(report_id)
        if file is None:
            yield Problem(
                f"{case.raw / str((told or {}).get('file_name'))}",
                f"report {report_id} is gone, and its rows are published",
                _AGAIN,
            )
        elif told is None:
            yield Problem(f"{case.raw / file.name}", f"is not in {case.curated / MANIFEST}: it has come since", "curate again")
        elif file.sha256 != told.get("sha256") or file.path.name != told.get("file_name"):
            yield Problem(f"{case.raw / file.name}", "is not the file that the tables were made of", _AGAIN)
    written = case.listed("hand_written")
    for name in sorted({*written, *case.inputs.hand_written}):
        if name not in case.inputs.hand_written:
            yield Problem(f"{case.raw / name}", "is gone, and the tables were made with it", _AGAIN)
        elif name not in written:
            yield Problem(f"{case.raw / name}", "has come since the tables were made", "curate again")
        elif written[name] != case.inputs.hand_written[name]:
            yield Problem(f"{case.raw / name}", "has been changed since the tables were made", _AGAIN)


CHECK = Check(60, "raw/ holds the very files that the tables were made of", of_folder=find)
