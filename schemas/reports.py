"""Table `reports`: the files of raw/, read or rejected."""

from schemas.column import NOT_EMPTY, Column, Dtype, Table, at_least, matching, one_of
from schemas.columns import REPORT_ID
from schemas.vocabulary import ReportKind, ReportStatus

_SHA256 = matching(r"[0-9a-f]{64}")

REPORTS = Table(
    "reports", "a file in raw/, or a record in it", key=("report_id",), sort=("report_id",),
    columns=(
        REPORT_ID,
        Column("status", Dtype.STRING, "read: the file became a document. rejected: it did not; `error` says why.",
               required=True, constraint=one_of(ReportStatus), good=("read",), bad=("ok", None)),
        Column("error", Dtype.STRING, "Why a rejected file could not be read; null for a read one.",
               constraint=NOT_EMPTY, good=("the file is empty", None), bad=("",)),
        Column("file_name", Dtype.STRING, "The file's name in raw/.",
               required=True, constraint=matching(r"[^/\\]+"), good=("smart_ms_2026.txt",), bad=("a/b.txt", None)),
        Column("sha256", Dtype.STRING, "SHA-256 of the file's bytes.", required=True, constraint=_SHA256,
               good=("0" * 64,), bad=("0" * 63, None)),
        Column("text_sha256", Dtype.STRING, "SHA-256 of the document's text in UTF-8: offsets hold for this text only.",
               constraint=_SHA256, good=("f" * 64, None), bad=("f",)),
        Column("bytes", Dtype.INTEGER, "Size of the file.", unit="bytes", required=True, constraint=at_least(0),
               good=(0, 4096), bad=(-1, None)),
        Column("media_type", Dtype.STRING, "Media type, recognised by content.", constraint=matching(r"[a-z]+/[a-z0-9.+-]+"),
               good=("text/plain", None), bad=("text",)),
        Column("kind", Dtype.STRING, "What sort of report this is, as its sidecar or the file says.", constraint=one_of(ReportKind),
               good=("abstract", None), bad=("paper",)),
        Column("title", Dtype.STRING, "Title, as its sidecar or the file says.", constraint=NOT_EMPTY,
               good=("A trial", None), bad=("",)),
        Column("doi", Dtype.STRING, "DOI of the report itself.", constraint=matching(r"10\.\d{4,9}/\S+"),
               good=("10.1186/s13287-024-03765-6", None), bad=("doi:10.1",)),
        Column("pmid", Dtype.STRING, "PubMed identifier of the report itself.", aact="study_references.pmid",
               constraint=matching(r"\d{1,9}"), good=("38783390", None), bad=("PMID1",)),
        Column("pmcid", Dtype.STRING, "PubMed Central identifier of the report itself.", constraint=matching(r"PMC\d{1,9}"),
               good=("PMC6507027", None), bad=("6507027",)),
        Column("registry_ids", Dtype.STRING, "Trial registry numbers that the text prints, in order, joined by '|'; of a registry record only its own trial's.",
               aact="id_information.id_value", constraint=NOT_EMPTY, good=("NCT04749667|ISRCTN79718493", None), bad=("",)),
        Column("acronyms", Dtype.STRING, "Trial acronyms that the text prints, in order, joined by '|'.", aact="studies.acronym",
               constraint=NOT_EMPTY, good=("SMART-MS", None), bad=("",)),
        Column("published", Dtype.STRING, "When the report was published, as far as its sidecar or the file says: YYYY, YYYY-MM or YYYY-MM-DD.",
               constraint=matching(r"\d{4}(-\d{2}(-\d{2})?)?"), good=("2024-05-23", "2026", None), bad=("May 2024",)),
        Column("notices", Dtype.STRING,
               "What the reader could not read, such as a table that is an image, and what the file says of its standing, such as a retraction: "
               "sentences, joined by '|'.",
               constraint=NOT_EMPTY, good=("Table 2 is an image: its figures are not read.", None), bad=("",)),
        Column("duplicate_of", Dtype.STRING, "First report whose text is the same character for character.",
               constraint=NOT_EMPTY, good=("a", None), bad=("",)),
        Column("n_characters", Dtype.INTEGER, "Length of the text.", unit="Unicode code points", constraint=at_least(0),
               good=(0, None), bad=(-1,)),
        Column("n_numbers", Dtype.INTEGER, "Numbers that the text prints.", constraint=at_least(0), good=(0, None), bad=(-1,)),
        Column("n_unclaimed", Dtype.INTEGER, "Numbers that no row uses and no rule sets aside.", constraint=at_least(0),
               good=(0, None), bad=(-1,)),
        Column("n_known_values", Dtype.INTEGER, "Known values that a person vouches for; 0 is an unvouched report.",
               required=True, constraint=at_least(0), good=(0,), bad=(-1, None)),
        Column("reader", Dtype.STRING, "Reader that made the document.", constraint=matching(r"[a-z_]+"), good=("text", None), bad=("PDF 1",)),
        Column("version", Dtype.STRING, "Version of the project that made the report's rows.", required=True,
               constraint=matching(r"\d+\.\d+\.\d+\S*"), good=("0.1.0",), bad=("1", None)),
    ),
)  # fmt: skip
