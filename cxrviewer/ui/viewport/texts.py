"""The words in the corners of the viewport. All of it is plain text, as it stands in the file."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.radiograph import Radiograph, RegradedVoi, VoiLut
from cxrviewer.domain.study import Instance
from cxrviewer.ui.plain_text import one_line, readable_date, readable_name


@dataclass(frozen=True, slots=True)
class CursorValue:
    """The modality value under the cursor; ``row`` and ``column`` count from 0."""

    row: int
    column: int
    value: float


def patient_lines(instance: Instance) -> tuple[str, ...]:
    patient, study = instance.patient, instance.study
    about = " · ".join(part for part in (patient.sex, study.age, patient.patient_id) if part)
    name = readable_name(patient.name) or one_line(instance.path.name)
    return tuple(line for line in (name, one_line(about), _birth_line(instance)) if line)


def study_lines(instance: Instance) -> tuple[str, ...]:
    study, series = instance.study, instance.series
    view = " ".join(part for part in (instance.view_position, instance.laterality) if part)
    kind = " · ".join(part for part in (series.modality, instance.body_part, view) if part)
    description = study.description or series.description
    lines = (readable_date(study.date), one_line(description), one_line(kind))
    return tuple(line for line in lines if line)


def image_lines(radiograph: Radiograph, display: DisplayState, zoom: float) -> tuple[str, ...]:
    """``zoom`` is physical screen pixels per pixel."""
    size = f"{radiograph.columns} x {radiograph.rows}"
    frames = radiograph.instance.frames
    if frames > 1:
        size += " · " + _tr("frame {0} of {1}").format(radiograph.frame + 1, frames)
    inverted = f" · {_tr('inverted')}" if display.inverted else ""
    state = display.presentation
    applied = (_tr("State: {0}").format(one_line(state.label)),) if state is not None else ()
    return (
        *applied,
        voi_line(display) + inverted,
        _tr("Zoom {0} %").format(round(zoom * 100)) + f" · {size}",
    )


def voi_line(display: DisplayState) -> str:
    voi = display.voi
    if isinstance(voi, RegradedVoi):
        voi = voi.voi
    if isinstance(voi, VoiLut):
        return f"VOI LUT {one_line(voi.explanation)}".strip()
    name = f"  {one_line(voi.explanation)}" if voi.explanation else ""
    return f"W {compact(voi.width)}  L {compact(voi.center)}{name}"


def cursor_line(cursor: CursorValue | None) -> str:
    if cursor is None:
        return ""
    return f"({cursor.column}, {cursor.row})  {compact(cursor.value)}"


def compact(value: float) -> str:
    """Return ``value`` with as many decimals as its size makes useful."""
    if value == int(value) and abs(value) < 1e7:
        return str(int(value))
    return f"{value:.0f}" if 100 <= abs(value) < 1e7 else f"{value:.4g}"


def _birth_line(instance: Instance) -> str:
    birth = readable_date(instance.patient.birth_date)
    return _tr("born {0}").format(birth) if birth else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("viewport", text)
