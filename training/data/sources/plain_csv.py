"""Any CSV list: a column of images, one per label, and what else it tells."""

from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import Dataset, Sample
from training.data.sources.folders import Missing, rule_of
from training.data.sources.options import words
from training.data.sources.persons import age_of, sex_of, view_of
from training.data.sources.tables import Row, read_table, refuse_duplicates


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvOptions:
    """Names of columns, ``labels`` being several with commas; ``missing`` as in folders.Missing."""

    labels: str
    file: str = "labels.csv"
    image: str = "image"
    patient: str = "patient_id"
    view: str = "view"
    age: str = "age"
    sex: str = "sex"
    part: str = "split"
    source: str = "source"
    licence: str = "licence"
    missing: str = "refuse"


def read_csv(data: Path, options: CsvOptions) -> Dataset:
    """A list with labels=a,b as columns of 0, 1 or empty; the other options name its columns.

    Image, patient and label columns must be there; a view, age, sex, part, source or licence
    column counts where it is. Image paths start at the data folder.
    """
    path, columns = data / options.file, words(options.labels)
    if not columns:
        raise UsageError("No label column is named.", remedy="Write labels=a,b.", path=path)
    rows = read_table(path, required=(options.image, options.patient, *columns))
    refuse_duplicates(rows, options.image)
    rule = rule_of(options.missing)
    there = [row for row in rows if _is_there(row, data / row.text(options.image), rule)]
    if not there:
        raise UsageError("None of the listed images is there.", remedy="Check paths.", path=path)
    return Dataset("csv", columns, tuple(_sample(row, options, columns) for row in there))


def _sample(row: Row, options: CsvOptions, columns: tuple[str, ...]) -> Sample:
    source = row.optional(options.source) or "csv"
    return Sample(
        image=row.text(options.image),
        patient_id=row.text(options.patient),
        source=source,
        stratum=source,
        targets=tuple(row.binary(column, missing=True) for column in columns),
        view=view_of(row.optional(options.view)),
        age=age_of(row.optional(options.age)),
        sex=sex_of(row.optional(options.sex)),
        part=row.optional(options.part),
        licence=row.optional(options.licence),
        listed=row.place,
    )


def _is_there(row: Row, path: Path, rule: Missing) -> bool:
    if rule is Missing.KEEP or path.is_file():
        return True
    if rule is Missing.LEAVE_OUT:
        return False
    raise row.error(
        f"The image {path.name} is not in the data folder.",
        remedy="Fetch it, or read the list with missing=leave-out.",
    )
