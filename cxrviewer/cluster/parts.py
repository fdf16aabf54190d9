"""The tables of a shard as Parquet, and of the whole run as the CSV that `analyze` writes."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from cxrviewer.domain.errors import ExportError
from cxrviewer.domain.study import Status
from cxrviewer.report.atomic import write_atomically, write_bytes_atomically
from cxrviewer.report.rows import ResultRow, StudyRow, columns_of
from cxrviewer.report.tables import RESULTS_NAME, STUDIES_NAME

FOLDER = "shards"
PART = re.compile(r"(results|studies)-\d{6,}\.parquet")
TEXT, NUMBER, COUNT = pa.string(), pa.float64(), pa.int64()
RESULTS = pa.schema(
    [(name, TEXT) for name in columns_of(ResultRow)[:8]]
    + [
        ("score", NUMBER),
        ("probability", NUMBER),
        ("operating_point", NUMBER),
        ("above", pa.bool_()),
    ]
)
STUDIES = pa.schema(
    [
        ("file", TEXT),
        ("status", TEXT),
        ("reason", TEXT),
        ("rows", COUNT),
        ("columns", COUNT),
        ("view_position", TEXT),
        ("lung_fraction", NUMBER),
        ("seconds", NUMBER),
    ]
)

Row = TypeVar("Row", ResultRow, StudyRow)


def packed(rows: Sequence[ResultRow] | Sequence[StudyRow], schema: pa.Schema) -> bytes:
    """Return ``rows`` as the bytes of a Parquet file."""
    columns: list[list[Any]] = [[] for _ in schema.names]
    for row in rows:
        for column, value in zip(columns, astuple(row), strict=True):
            column.append(_cell(value))
    arrays = [pa.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), buffer, compression="zstd")
    return buffer.getvalue()


def _cell(value: Any) -> Any:
    """Return a value as Parquet holds it: text is UTF-8 there, whatever a file has said."""
    text = value.value if isinstance(value, Enum) else value
    return text.encode("utf-8", "backslashreplace").decode() if isinstance(text, str) else text


def result_part(out: Path, number: int) -> Path:
    return out / FOLDER / f"results-{number:06d}.parquet"


def study_part(out: Path, number: int) -> Path:
    return out / FOLDER / f"studies-{number:06d}.parquet"


def is_written(out: Path, number: int) -> bool:
    return study_part(out, number).is_file() and result_part(out, number).is_file()


def forget(out: Path) -> None:
    """Remove the tables of an earlier run: they must not stand among those of a new one."""
    for part in (out / FOLDER).glob("*.parquet"):
        if PART.fullmatch(part.name):
            part.unlink(missing_ok=True)
    for name in (RESULTS_NAME, STUDIES_NAME):
        (out / name).unlink(missing_ok=True)


def write_part(out: Path, number: int, *, results: bytes, studies: bytes) -> None:
    """Write both tables of a shard, each whole or not at all."""
    write_bytes_atomically(result_part(out, number), results)
    write_bytes_atomically(study_part(out, number), studies)


def write_tables(out: Path, shards: Iterable[int]) -> None:
    """Write results.csv and studies.csv of the whole run, shard after shard."""
    numbers = list(shards)
    _write_csv(out / RESULTS_NAME, ResultRow, (result_part(out, n) for n in numbers))
    _write_csv(out / STUDIES_NAME, StudyRow, (study_part(out, n) for n in numbers))


def read_part(path: Path, kind: type[Row]) -> Iterator[Row]:
    """Yield the rows of one Parquet file. Raises ExportError where it is damaged."""
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise ExportError(
            "The shard's table cannot be read.",
            remedy="Remove its line from done.jsonl and run again with --resume.",
            path=path,
        ) from error
    for cells in table.to_pylist():
        if kind is StudyRow:
            cells["status"] = Status(cells["status"])
        yield kind(**cells)


def _write_csv(path: Path, kind: type[Row], parts: Iterable[Path]) -> None:
    with write_atomically(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns_of(kind))
        for part in parts:
            writer.writerows(row.cells() for row in read_part(part, kind))
        text.detach()
