"""The command `export`: writes the tables in one form, and says what it took and what it left out."""

from pathlib import Path

from flows.export.format import Exported, evidence_of, format_called
from flows.export.writing import written_whole
from flows.refusal import BadUsage
from schemas.effects.left_out import LEFT_OUT, counted


def export(name: str, out: Path, curated: Path, replace: bool) -> None:
    """Write the folder's tables to `out` in the format of that name; raises BadUsage and Refused, with nothing written."""
    chosen = format_called(name)
    if out.absolute().resolve() == curated.absolute().resolve():
        raise BadUsage(f"{out} holds the tables themselves: give another name")
    evidence = evidence_of(curated)
    with written_whole(out, replace) as part:
        done = chosen.write(evidence, part)
    for line in told(out, done):
        print(line)


def told(out: Path, done: Exported) -> list[str]:
    """What the command says of an export."""
    lines = [f"{out}: {', '.join(f'{name} {n}' for name, n in done.rows.items())}"]
    if done.left_out:
        lines.append(f"left out, {len(done.left_out)} rows:")
        lines += [f"  {n:5} {table}: {code}. {LEFT_OUT[code]}" for table, code, n in counted(done.left_out)]
    return lines
