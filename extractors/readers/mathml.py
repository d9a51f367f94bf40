"""Formulas as a line of characters: MathML, and TeX where a file has nothing better."""

from collections.abc import Iterator
from typing import Any

from extractors.patterns import compiled
from extractors.readers.inline import Level, Run, printed, turned
from extractors.readers.markup import local_name, text_of_entity

_SPACED = frozenset("=<>≤≥≈±+−×⩽⩾≠")
_INVISIBLE = str.maketrans("", "", "\u2061\u2062\u2063\u2064")
_TEX_SIGNS = {
    "pm": "±", "times": "×", "cdot": "·", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "leqslant": "≤", "geqslant": "≥", "approx": "≈", "sim": "~", "neq": "≠",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "Delta": "Δ", "chi": "χ", "eta": "η", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "omega": "ω", "sum": "∑", "sqrt": "√", "%": "%", "&": "&", "{": "{", "}": "}", "#": "#", "_": "_", "$": "$",
    "infty": "∞", "circ": "°", "rightarrow": "→", "to": "→", "prime": "′", "minus": "−",
}  # fmt: skip
_TEX_BODY = compiled(r"\\begin\{document\}(?P<body>.*?)\\end\{document\}", 16)  # 16: a point is any character
_TEX_FRACTION = compiled(r"\\[dt]?frac\s*\{([^{}]{0,200})\}\s*\{([^{}]{0,200})\}")
_TEX_COMMAND = compiled(r"\\(?:([A-Za-z]{1,40})\*?|(.))", 16)
_TEX_GROUP = compiled(r"(?<=\^)\{\s*([^{}]{1,60}?)\s*\}")


def formula(element: Any) -> Iterator[Run]:
    """The runs of a MathML element; one that is drawn from right to left is marked so."""
    if (element.get("dir") or "").strip().lower() == "rtl":
        yield Run(turned(printed(_drawn(element)).text))
    else:
        yield from _drawn(element)


def _drawn(element: Any) -> Iterator[Run]:
    name = local_name(element)
    parts = [child for child in element if local_name(child)]
    if name in ("msup", "msub", "msubsup") and len(parts) >= 2:
        yield from formula(parts[0])
        if name != "msup":
            yield Run(_joined(parts[1]), Level.SUB)
        if name != "msub":
            yield Run(_joined(parts[-1]), Level.POWER)
    elif name == "mfrac" and len(parts) == 2:
        yield Run(f"{_bracketed(parts[0])}/{_bracketed(parts[1])}")
    elif name in ("msqrt", "mroot"):
        yield Run(f"√({_joined(parts[0]) if name == 'mroot' and parts else ''.join(map(_joined, parts))})")
    elif name == "mfenced":
        inner = ", ".join(map(_joined, parts))
        yield Run(f"{element.get('open', '(')}{inner}{element.get('close', ')')}")
    elif name == "mspace":
        yield Run(" ")
    elif name in ("annotation", "annotation-xml"):
        return
    elif name == "mo":
        sign = _characters(element).strip().translate(_INVISIBLE)
        yield Run(f" {sign} " if sign in _SPACED else sign)
    elif name in ("mn", "mi", "mtext", "ms"):
        yield Run(_characters(element).translate(_INVISIBLE))
    elif name == "semantics" and parts:
        yield from formula(parts[0])
    elif name in ("mtr", "mlabeledtr"):
        yield Run(" ".join(map(_joined, parts)) + " ")
    else:
        for part in parts:
            yield from formula(part)


def _characters(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [
            text_of_entity(child) or "".join(child.itertext()) if not local_name(child) else "".join(child.itertext()),
            child.tail or "",
        ]
    return "".join(parts)


def _joined(element: Any) -> str:
    return printed(formula(element)).text.strip()


def _bracketed(element: Any) -> str:
    text = _joined(element)
    return text if text.replace(".", "").isalnum() else f"({text})"


def tex(source: str) -> str:
    """The line that a TeX formula prints, as far as plain characters can say it; commands without a sign are dropped."""
    body = _TEX_BODY.search(source)
    text = (body["body"] if body else source).replace("$", "").strip()
    for _ in range(3):
        text = _TEX_FRACTION.sub(lambda match: f"({match[1]})/({match[2]})", text)
    text = _TEX_COMMAND.sub(
        lambda match: _TEX_SIGNS.get(match[1] or match[2], " " if match[2] in (",", ";", ":", " ", "!") else ""), text
    )
    text = _TEX_GROUP.sub(lambda match: match[1] if match[1].lstrip("+-−").isalnum() else f"({match[1]})", text)
    return text.replace("{", "").replace("}", "").replace("~", " ").replace("_", "")
