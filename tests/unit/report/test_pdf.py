"""The report says what it was given, on every page that it is for research alone."""

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray

import cxrviewer
from cxrviewer.domain.analysis import Finding, OperatingPoint
from cxrviewer.domain.doubts import Doubt, DoubtCode
from cxrviewer.domain.errors import ExportError
from cxrviewer.domain.study import Patient
from cxrviewer.report.content import RadiographPage, ReportContent
from cxrviewer.report.pdf import ExportCancelledError, export_pdf
from tests.data.reports import (
    NIH,
    PATIENT,
    TB,
    content_of,
    instance_of,
    page_of,
    phantom_radiograph,
    small_phantom,
)


@dataclass(frozen=True, slots=True)
class ReadReport:
    """Text and pictures of each page, and the metadata, as another program sees them."""

    texts: tuple[str, ...]
    pictures: tuple[tuple[NDArray[np.uint8], ...], ...]
    metadata: dict[str, str]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def read_report(path: Path) -> ReadReport:
    document = pypdfium2.PdfDocument(path)
    texts, pictures = [], []
    for page in document:
        texts.append(page.get_textpage().get_text_bounded())
        images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        pictures.append(tuple(image.get_bitmap().to_numpy().copy() for image in images))
    metadata = document.get_metadata_dict()
    document.close()
    return ReadReport(tuple(texts), tuple(pictures), metadata)


def export(folder: Path, content: ReportContent) -> ReadReport:
    export_pdf(content, folder / "r.pdf")
    return read_report(folder / "r.pdf")


def test_that_patient_study_and_models_stand_in_the_report(tmp_path: Path) -> None:
    text = export(tmp_path, content_of()).text
    for value in (
        *("Synthetic, Phantom A", "SYNTHETIC-0001", "1970-02-14", "male", "55 years"),
        *("2025-06-18 09:30", "Chest PA", "SYN1", "DX", "224 x 256 pixels", "0.2 x 0.2 mm"),
        *(
            "SOP Instance UID 1.2.3.4.5",
            "nih14 0.2.0",
            "status: demo",
            "computed by ONNX Runtime, CPU",
            NIH.checksum,
            TB.checksum,
        ),
    ):
        assert value in text


def test_that_a_picture_without_a_patient_is_known_by_its_file(tmp_path: Path) -> None:
    nobody = instance_of(Path("folder/x\u202ey.png"), patient=Patient())
    report = export(tmp_path, content_of(page_of(nobody)))
    assert report.text.count("File x\\u202ey.png") >= 2
    assert "Name not given" not in report.text


def test_that_every_finding_has_its_row(tmp_path: Path) -> None:
    text = export(tmp_path, content_of()).text
    assert "Effusion 0.705 0.135 71% / 68% above operating point nih14 0.2.0, demo" in text
    assert "Tuberculosis 0.183 0.470 86% / 85% below operating point tb 0.1.0" in text
    assert "Pleural Thickening 0.066" in text
    assert "negative" not in text.casefold()


def test_that_what_is_above_its_operating_point_stands_first(tmp_path: Path) -> None:
    low, high = (OperatingPoint(at, 0.9, 0.8, "Youden", 60) for at in (0.1, 0.6))
    findings = (
        Finding("Hernia", 0.9, None, None, NIH),
        Finding("Mass", 0.5, None, high, NIH),
        Finding("Nodule", 0.3, None, low, NIH),
    )
    plain = page_of()
    assert plain.analysis is not None
    page = replace(plain, analysis=replace(plain.analysis, findings=findings))
    text = export(tmp_path, content_of(page)).text
    table = text[text.index("Model scores") :]
    places = [table.index(name) for name in ("Nodule", "Mass", "Hernia")]
    assert places == sorted(places)


def test_that_probabilities_appear_only_where_calibrated(tmp_path: Path) -> None:
    plain = page_of()
    assert plain.analysis is not None
    assert "Probability" not in export(tmp_path, content_of(plain)).text
    finding = Finding("Mass", 0.5, 0.375, None, NIH)
    calibrated = replace(plain, analysis=replace(plain.analysis, findings=(finding,)))
    text = export(tmp_path, content_of(calibrated)).text
    assert "Probability" in text
    assert "37.5%" in text
    assert "no operating point" in text


def test_that_the_research_statement_and_identity_stand_on_each_page(tmp_path: Path) -> None:
    pages = tuple(page_of(instance_of(Path(f"{n}.dcm"))) for n in range(3))
    report = export(tmp_path, content_of(*pages, impression="word " * 3000))
    count = len(report.texts)
    assert count > 4
    for number, text in enumerate(report.texts, start=1):
        assert cxrviewer.RESEARCH_USE_STATEMENT in " ".join(text.split())
        assert "SYNTHETIC-0001" in text
        assert f"Page {number} of {count}" in text


@pytest.mark.parametrize(
    "name",
    [
        "Παπαδόπουλος, Ελένη",
        "Иванов, Пётр",
        "山田, 太郎",
        "홍, 길동",
        '<img src="/etc/passwd"/> & <b>bold</b>',
        "{{x}} \\ ( ) %s </para>",
    ],
)
def test_that_names_come_out_letter_by_letter(tmp_path: Path, name: str) -> None:
    page = page_of(instance_of(patient=replace(PATIENT, name=name)))
    assert name in export(tmp_path, content_of(page)).text


@pytest.mark.parametrize("name", ["محمد", "דוד"])
def test_that_right_to_left_names_can_be_read_back(tmp_path: Path, name: str) -> None:
    page = page_of(instance_of(patient=replace(PATIENT, name=name)))
    text = unicodedata.normalize("NFKC", export(tmp_path, content_of(page)).text)
    assert name in text or name[::-1] in text


def test_that_the_radiograph_is_there_without_and_with_overlays(tmp_path: Path) -> None:
    page = page_of()
    plain, overlaid, bar = export(tmp_path, content_of(page)).pictures[0]
    assert plain.shape[:2] == overlaid.shape[:2] == (256, 224)
    assert bar.shape[:2] == (1, 256)
    colours = overlaid[..., :3].astype(int)
    assert np.abs(colours[..., 0] - colours[..., 2]).max() > 60
    assert plain.ndim == 2 or plain.shape[2] == 1 or np.ptp(plain.astype(int), axis=2).max() < 12


def test_that_large_radiographs_are_embedded_at_a_sensible_size(tmp_path: Path) -> None:
    large = np.kron(small_phantom().values, np.ones((8, 8), np.uint16))
    made = replace(small_phantom(), values=large)
    radiograph = phantom_radiograph(instance_of(), made)
    page = RadiographPage(radiograph, page_of().voi)
    pictures = export(tmp_path, content_of(page)).pictures[0]
    assert [picture.shape[:2] for picture in pictures] == [(1400, 1225)]
    assert (tmp_path / "r.pdf").stat().st_size < 1_500_000


def test_that_a_radiograph_without_analysis_says_so(tmp_path: Path) -> None:
    instance = replace(instance_of(), analysis_refusal="This is a lateral view.")
    page = RadiographPage(phantom_radiograph(instance), page_of().voi)
    report = export(tmp_path, content_of(page))
    assert "No model gave a score" in report.text
    assert "This is a lateral view." in report.text
    assert "nothing was evaluated or chosen" in report.text
    assert len(report.pictures[0]) == 1


def test_that_doubts_stand_before_scores_that_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    doubt = Doubt(DoubtCode.INVERTED, "Black and white look inverted.", "logit", 4.0, 1.0)
    page = page_of()
    assert page.analysis is not None
    page = replace(page, analysis=replace(page.analysis, doubts=(doubt,)))
    withheld = export(tmp_path, content_of(page)).text
    assert "Black and white look inverted. [inverted: logit 4, limit 1]" in withheld
    assert "Scores and model attention are withheld" in withheld
    assert "above operating point" not in withheld
    assert "of the attention lies" not in withheld
    shown = export(tmp_path, content_of(replace(page, scores_anyway=True))).text
    assert shown.index("[inverted") < shown.index("above operating point")
    assert "asked for all the same" in shown


def test_that_weak_models_and_synthetic_pictures_are_marked(tmp_path: Path) -> None:
    text = export(tmp_path, content_of()).text
    assert "nih14: Weak model" in text
    assert "SYNTHETIC: this picture was computed" in text
    real = page_of(instance_of(synthetic=False))
    assert real.analysis is not None
    strong = tuple(f for f in real.analysis.findings if f.bundle == TB)
    page = replace(real, analysis=replace(real.analysis, findings=strong), chosen=None)
    text = export(tmp_path, content_of(page)).text
    assert "Weak model" not in text
    assert "No patient was imaged" not in text


def test_that_impression_and_reader_are_printed(tmp_path: Path) -> None:
    content = content_of(impression="Small effusion.\nFollow-up.", reader="Dr. Øst")
    text = export(tmp_path, content).text
    assert "Small effusion. Follow-up." in text
    assert "Reader: Dr. Øst" in text
    assert "No impression was entered." in export(tmp_path, content_of()).text


def test_that_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        export_pdf(content_of(), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_that_metadata_tell_nothing_of_the_patient(tmp_path: Path) -> None:
    told = " ".join(export(tmp_path, content_of()).metadata.values())
    assert "cxrviewer" in told
    assert "Phantom" not in told
    assert "SYNTHETIC" not in told


def test_that_every_font_is_embedded(tmp_path: Path) -> None:
    export_pdf(content_of(impression="Ελ Пё 山 홍 محمد"), tmp_path / "r.pdf")
    content = (tmp_path / "r.pdf").read_bytes()
    assert content.count(b"/FontFile2") == content.count(b"/Type /Font ") > 3


def test_that_a_study_of_several_radiographs_counts_them(tmp_path: Path) -> None:
    pages = tuple(page_of(instance_of(Path(f"{n}.dcm"))) for n in range(2))
    texts = export(tmp_path, content_of(*pages)).texts
    assert "Radiograph 1 of 2" in texts[0]
    assert "Radiograph 2 of 2" in texts[1]


def test_that_progress_rises_to_one(tmp_path: Path) -> None:
    told: list[float] = []
    export_pdf(content_of(), tmp_path / "r.pdf", progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(told) > 2


@pytest.mark.parametrize("step", [0, 1, 2])
def test_that_a_cancelled_export_leaves_the_old_file(tmp_path: Path, step: int) -> None:
    (tmp_path / "r.pdf").write_bytes(b"old")
    answers = iter([False] * step + [True])
    with pytest.raises(ExportCancelledError):
        export_pdf(content_of(), tmp_path / "r.pdf", cancelled=lambda: next(answers))
    assert (tmp_path / "r.pdf").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_that_endless_patient_text_still_makes_a_report(tmp_path: Path) -> None:
    patient = Patient("9" * 20_000, "Name " * 5_000, "?", "?")
    report = export(tmp_path, content_of(page_of(instance_of(patient=patient))))
    assert "Model scores" in report.text
    assert len(report.texts) <= 3


def test_that_a_folder_that_is_not_there_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="folder does not exist"):
        export_pdf(content_of(), tmp_path / "none" / "r.pdf")


def test_that_results_of_another_radiograph_are_never_printed() -> None:
    first = page_of()
    other = page_of(replace(instance_of(), sop_uid="9.9"))
    with pytest.raises(ValueError, match="another radiograph"):
        replace(first, analysis=other.analysis)


def test_that_a_report_is_about_one_study() -> None:
    other = instance_of()
    study = replace(other.study, key="other")
    elsewhere = replace(other, series=replace(other.series, study=study))
    with pytest.raises(ValueError, match="one study"):
        content_of(page_of(), page_of(elsewhere))
