"""What a file says of the report itself, in the spelling of table `reports`; what does not fit is left out."""

from calendar import monthrange

from extractors.patterns import compiled

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DOI = compiled(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?(10\.\d{4,9}/\S{1,300})")
_PMID = compiled(r"\d{1,8}")
_PMCID = compiled(r"(?:PMC)?(\d{1,9})(?:\.\d{1,3})?")
_DATE = compiled(r"(\d{4})(?:[-/ ](\d{1,2}|[A-Za-z]{3,9}))?(?:[-/ ](\d{1,2}))?(?!\d)")


def doi(printed: str) -> str | None:
    """The DOI without the address around it."""
    found = _DOI.fullmatch(printed.strip())
    return found[1] if found else None


def pmid(printed: str) -> str | None:
    """The number in PubMed."""
    return printed.strip() if _PMID.fullmatch(printed.strip()) else None


def pmcid(printed: str) -> str | None:
    """The number in PubMed Central, with its letters: "123456" and "pmc123456.2" are PMC123456."""
    found = _PMCID.fullmatch(printed.strip().upper())
    return f"PMC{found[1]}" if found else None


def published(year: str, month: str = "", day: str = "") -> str | None:
    """YYYY, YYYY-MM or YYYY-MM-DD, as much as exists of the date; None without a year."""
    year, month, day = year.strip(), month.strip(), day.strip()
    if not (len(year) == 4 and year.isascii() and year.isdigit()) or int(year) < 1000:
        return None
    number = _MONTHS.index(month[:3].lower()) + 1 if month[:3].lower() in _MONTHS else _whole(month)
    if not 1 <= number <= 12:
        return year
    if not 1 <= _whole(day) <= monthrange(int(year), number)[1]:
        return f"{year}-{number:02d}"
    return f"{year}-{number:02d}-{_whole(day):02d}"


def published_on(printed: str) -> str | None:
    """The date that "2024/05/23", "2024 May 23", "2024-05" or "2024" says."""
    found = _DATE.match(printed.strip())
    return published(found[1], found[2] or "", found[3] or "") if found else None


def _whole(printed: str) -> int:
    return int(printed) if printed.isascii() and printed.isdigit() and len(printed) < 3 else 0
