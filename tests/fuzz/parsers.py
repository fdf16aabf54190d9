"""One target for each parser that meets bytes of strangers."""

from contextlib import suppress
from pathlib import Path

import msgspec
import numpy as np

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.measurement_file import read_measurements
from cxrviewer.app.preferences import Preferences, PreferencesStore, decode_preferences
from cxrviewer.app.presentations import with_presentation
from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.manifest_file import MANIFEST_NAME, decode_manifest
from cxrviewer.bundle.model_bundle import load_bundle, unpack_arrays
from cxrviewer.cluster.addresses import is_remote
from cxrviewer.cluster.sources import list_addresses
from cxrviewer.domain.errors import BundleError, CxrError, ExportError, ReadingError, UsageError
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, RefusedFile, ScanEntry
from cxrviewer.imaging.display import Look, render_look
from cxrviewer.imaging.presentation import left_out
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.reading import wire
from cxrviewer.reading.codestream import identify
from cxrviewer.reading.completeness import check_effort, is_cut_short
from cxrviewer.reading.elements import UNREADABLE
from cxrviewer.reading.glance.glance import glance
from cxrviewer.reading.limits import STANDARD_LIMITS, Limits
from cxrviewer.reading.scan import scan_in_full
from cxrviewer.reading.tags import read_tags
from cxrviewer.reading.transport import empty_arrays, unpack_entry, unpack_radiograph
from cxrviewer.report.outputs import OUTPUTS_NAME, read_outputs
from cxrviewer.report.presented import presented
from cxrviewer.report.rows import ResultRow, StudyRow
from cxrviewer.report.tables import read_rows
from tests.fuzz import seeds
from tests.fuzz.mutations import mutate_dicom, mutate_json, mutate_png
from tests.fuzz.target import Bench, Target, check_error, check_sentence
from training.data.feedback import read_verdicts
from training.data.sources.plain_csv import CsvOptions, read_csv

LOAD_SECONDS = 15.0
MOST_NAMED = 20
# The messages of the wire can promise a large picture, which the parent makes room for.
SMALL_LIMITS = Limits(max_pixels=2**20)


def scan(data: bytes, bench: Bench) -> None:
    check_entry(bench.scan(bench.file(data)))


def glanced(data: bytes, bench: Bench) -> None:
    """What a glance says of a header is what the full reading says."""
    path = bench.file(data)
    seen = glance(path, STANDARD_LIMITS)
    assert seen is None or seen == scan_in_full(path, STANDARD_LIMITS)


def read(data: bytes, bench: Bench) -> None:
    path = bench.file(data)
    try:
        radiograph = bench.load(path)
    except ReadingError as error:
        check_error(error)
    else:
        check_radiograph(radiograph)


def codestream(data: bytes, _bench: Bench) -> None:
    stream = identify(data)
    if stream is None:
        return
    assert min(stream.rows, stream.columns, stream.samples, stream.precision) >= 0
    with suppress(ReadingError):
        check_effort(data, stream)
        cells = np.zeros((2, 2), np.uint8)
        assert is_cut_short(data, stream, cells, lambda _data: cells) in (True, False)


def manifest(data: bytes, bench: Bench) -> None:
    try:
        assert isinstance(decode_manifest(data, bench.folder), Manifest)
    except BundleError as error:
        check_error(error)


def bundle(data: bytes, bench: Bench) -> None:
    bench.file(data, MANIFEST_NAME)
    try:
        load_bundle(bench.folder)
    except BundleError as error:
        check_error(error)


def arrays(data: bytes, _bench: Bench) -> None:
    with suppress(ValueError):
        assert all(array.size >= 0 for array in unpack_arrays(data).values())


def request(data: bytes, _bench: Bench) -> None:
    with suppress(msgspec.DecodeError):
        assert isinstance(wire.decode_request(data), wire.Start | wire.Scan | wire.Load)


def answer(data: bytes, _bench: Bench) -> None:
    """What a decoder that was taken over may say: the parent knows two errors, and no other."""
    try:
        said = wire.decode_answer(data)
    except msgspec.DecodeError:
        return
    with suppress(ValueError):
        if isinstance(said, wire.Scanned):
            for entry in said.entries:
                unpack_entry(entry)
        elif isinstance(said, wire.Loaded):
            arrays = empty_arrays(said, SMALL_LIMITS)
            for array in arrays:
                array.fill(0)
            unpack_radiograph(said, arrays)


def table(data: bytes, bench: Bench) -> None:
    path = bench.file(data)
    for row in (StudyRow, ResultRow):
        try:
            read_rows(path, row)  # type: ignore[type-var]
        except ExportError as error:
            check_error(error)
    bench.file(data, OUTPUTS_NAME)
    with suppress(ExportError):
        read_outputs(bench.folder)


def preferences(data: bytes, bench: Bench) -> None:
    store = PreferencesStore.open(bench.file(data))
    assert isinstance(store.current, Preferences)
    if not store.notices:
        assert decode_preferences(data) == store.current


def measurements(data: bytes, bench: Bench) -> None:
    try:
        assert isinstance(read_measurements(bench.file(data)), tuple)
    except ReadingError as error:
        check_error(error)


def tags(data: bytes, bench: Bench) -> None:
    """What the reading child does for the tag browser, page after page."""
    path, offset = bench.file(data), 0
    try:
        while (page := read_tags(path, offset=offset, limits=STANDARD_LIMITS)).more:
            assert page.rows
            offset += len(page.rows)
    except ReadingError as error:
        check_error(error)
    except (*UNREADABLE, MemoryError):
        # The child answers these with a refusal of its own.
        return


def paths(data: bytes, bench: Bench) -> None:
    """A list of files, and what becomes of the first of its lines."""
    try:
        named = list(list_addresses((), (), bench.file(data)))
    except UsageError as error:
        check_error(error)
        return
    for address in named[:MOST_NAMED]:
        if not is_remote(address):
            check_entry(bench.scan(Path(address)))


def verdicts(data: bytes, bench: Bench) -> None:
    try:
        assert read_verdicts(bench.file(data)).samples
    except CxrError as error:
        check_error(error)


def labels(data: bytes, bench: Bench) -> None:
    bench.file(data, "labels.csv")
    try:
        options = CsvOptions(labels="effusion,nodule", missing="keep")
        assert read_csv(bench.folder, options).samples
    except CxrError as error:
        check_error(error)


def check_entry(entry: ScanEntry) -> None:
    assert isinstance(entry, Instance | RefusedFile | PresentationState)
    if isinstance(entry, RefusedFile):
        check_sentence(entry.reason)
    if isinstance(entry, PresentationState):
        check_state(entry)


def check_state(state: PresentationState) -> None:
    """Whatever a state asks for, it can be shown."""
    radiograph = seeds.blank()
    display = with_presentation(DisplayState(initial_voi(radiograph)), radiograph, state)
    picture = render_look(radiograph, display.look(radiograph))
    assert presented(picture, radiograph, state, state.orientation).size > 0
    assert display.aspect(radiograph) > 0
    for sentence in left_out(radiograph, state):
        check_sentence(sentence)


def check_radiograph(radiograph: Radiograph) -> None:
    assert radiograph.indices.size > 0
    assert int(radiograph.indices.max()) < len(radiograph.levels)
    assert np.isfinite(radiograph.levels).all()
    for sentence in (*radiograph.warnings, *radiograph.instance.warnings):
        check_sentence(sentence)
    look = Look(
        initial_voi(radiograph), shutter=radiograph.shutter, planes=radiograph.planes, shrink=2
    )
    display = render_look(radiograph, look)
    assert display.shape == (-(-radiograph.rows // 2), -(-radiograph.columns // 2))


TARGETS = {
    target.name: target
    for target in (
        Target("dicom-scan", seeds.dicoms, scan, mutate_dicom),
        Target("dicom-glance", seeds.headers, glanced, mutate_dicom),
        Target("dicom-load", seeds.dicoms, read, mutate_dicom, LOAD_SECONDS),
        Target("png-scan", seeds.pngs, scan, mutate_png),
        Target("png-load", seeds.pngs, read, mutate_png, LOAD_SECONDS),
        Target("jpeg-scan", seeds.jpegs, scan),
        Target("jpeg-load", seeds.jpegs, read, seconds=LOAD_SECONDS),
        Target("codestream", seeds.codestreams, codestream),
        Target("dicomdir", seeds.directories, scan, mutate_dicom),
        Target("presentation", seeds.presentations, scan, mutate_dicom),
        Target("manifest", seeds.manifests, manifest, mutate_json),
        Target("bundle", seeds.manifests, bundle, mutate_json),
        Target("arrays", seeds.archives, arrays),
        Target("wire-request", seeds.requests, request),
        Target("wire-answer", seeds.answers, answer),
        Target("tags", seeds.dicoms, tags, mutate_dicom),
        Target("paths", seeds.paths, paths),
        Target("verdicts", seeds.verdicts, verdicts),
        Target("labels", seeds.labels, labels),
        Target("tables", seeds.tables, table),
        Target("measurements", seeds.measurements, measurements, mutate_json),
        Target("preferences", seeds.preferences, preferences, mutate_json),
    )
}


def regressions(folder: Path, target: Target) -> list[Path]:
    """Return the inputs on which ``target`` has ever failed."""
    found = folder / target.name
    return sorted(found.iterdir()) if found.is_dir() else []
