"""A bundle's scores against a table of published ones."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.reading.load import load
from tests.data.bundles import make_radiograph, write_classifier, write_segmenter
from tests.data.raster_files import png_bytes
from training.__main__ import main
from training.importing.published import read_predictions, read_truth
from training.importing.verify import agreements, ask, open_classifier

LABELS = ("Effusion", "Mass", "Edema")
COUNT = 12


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle, radiographs, its own scores as the published ones, and a truth for one label."""
    place = tmp_path_factory.mktemp("verify")
    write_classifier(place / "bundle", labels=LABELS)
    (place / "images").mkdir()
    for n in range(COUNT):
        pixels = (make_radiograph(seed=n).indices // (16 + n)).astype(np.uint8)
        (place / "images" / f"{n:03}.png").write_bytes(png_bytes(pixels))
    (place / "images" / "notes.txt").write_text("not a picture")
    scores = own_scores(place)
    lines = ["Image Index,prob_Mass,prob_Effusion,prob_Hernia"]
    lines += [
        f"{name}.jpg,{said['Mass']:.6f},{said['Effusion']:.6f},0.5" for name, said in scores.items()
    ]
    lines.append("elsewhere.jpg,0.1,0.1,0.1")
    with gzip.open(place / "predictions.csv.gz", "wt") as stream:
        stream.write("\n".join(lines))
    order = sorted(scores, key=lambda name: scores[name]["Mass"])
    truth = ["Image Index,Finding Labels"]
    truth += [f"{name}.png,{'Mass|Nodule' if n >= 6 else ''}" for n, name in enumerate(order)]
    (place / "truth.csv").write_text("\n".join(truth))
    return place


def own_scores(place: Path) -> dict[str, dict[str, float]]:
    model = open_model(load_bundle(place / "bundle"), RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    return {
        path.stem: {f.pathology: f.score for f in model.predict(load(path)).findings}
        for path in sorted((place / "images").glob("*.png"))
    }


def test_that_equal_scores_agree_fully(place: Path) -> None:
    predictions = read_predictions(place / "predictions.csv.gz")
    scores = ask(open_classifier(place / "bundle"), predictions, place / "images")
    assert scores.labels == ("Effusion", "Mass")
    assert len(scores.images) == COUNT
    effusion, mass = agreements(scores, read_truth(place / "truth.csv"))
    assert mass.mean_difference < 1e-6
    assert mass.correlation == pytest.approx(1.0)
    assert mass.area == mass.published_area == 1.0
    assert effusion.area is None


def test_that_other_scores_are_told_apart(place: Path) -> None:
    published = read_predictions(place / "predictions.csv.gz")
    turned = {
        name: {label: 1 - score for label, score in said.items()}
        for name, said in published.items()
    }
    scores = ask(open_classifier(place / "bundle"), turned, place / "images")
    _, mass = agreements(scores, read_truth(place / "truth.csv"))
    expected = np.mean([abs(1 - 2 * said["Mass"]) for said in own_scores(place).values()])
    assert mass.mean_difference == pytest.approx(expected, abs=1e-5)
    assert mass.correlation == pytest.approx(-1.0)
    assert (mass.area, mass.published_area) == (1.0, 0.0)


def test_that_nothing_is_said_of_what_is_not_known(place: Path) -> None:
    flat = {name: {"Mass": 0.5} for name in read_predictions(place / "predictions.csv.gz")}
    scores = ask(open_classifier(place / "bundle"), flat, place / "images")
    (mass,) = agreements(scores, None)
    assert (mass.correlation, mass.area, mass.published_area) == (None, None, None)


def test_that_the_command_prints_a_line_per_label_and_names_what_it_left_out(
    place: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (place / "images" / "elsewhere.jpg").write_bytes(b"damaged")
    arguments = ["import", "verify", str(place / "bundle"), "--images", str(place / "images")]
    arguments += ["--predictions", str(place / "predictions.csv.gz")]
    arguments += ["--truth", str(place / "truth.csv")]
    assert main(arguments) == 0
    (place / "images" / "elsewhere.jpg").unlink()
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"{COUNT} radiographs"
    assert [line.split()[0] for line in printed[2:]] == ["Effusion", "Mass", "mean"]
    assert printed[3].split() == ["Mass", "0.0000", "1.000", "1.000", "1.000"]
    assert printed[2].split()[3:] == ["-", "-"]
    assert "elsewhere.jpg" in caplog.text


def test_that_a_folder_without_published_radiographs_is_refused(
    place: Path, tmp_path: Path
) -> None:
    predictions = read_predictions(place / "predictions.csv.gz")
    model = open_classifier(place / "bundle")
    with pytest.raises(UsageError, match="No readable radiograph"):
        ask(model, predictions, tmp_path)
    with pytest.raises(UsageError, match="cannot be read"):
        ask(model, predictions, tmp_path / "none")


def test_that_strange_labels_are_refused(place: Path) -> None:
    with pytest.raises(UsageError, match="share no label"):
        ask(open_classifier(place / "bundle"), {"000": {"Hernia": 0.5}}, place / "images")


def test_that_a_segmenter_has_no_scores(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="segmenter"):
        open_classifier(write_segmenter(tmp_path / "lungs"))


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("prob_Mass\n0.5\n", "lacks the column 'Image Index'"),
        ("Image Index,Mass\na.png,0.5\n", "no column whose name starts with prob_"),
        ("Image Index,prob_Mass\na.png,much\n", "line 2 holds 'much'"),
        ("Image Index,prob_Mass\na.png,0.1\nb.png,1.5\n", "line 3 holds '1.5'"),
        ("Image Index,prob_Mass\na.png\n", "line 2 holds None"),
        ("Image Index,prob_Mass\na.png,0.1\na.jpg,0.1\n", "line 3 repeats the image a"),
        ("", "lacks the column"),
    ],
)
def test_that_a_table_that_does_not_fit_is_refused(tmp_path: Path, table: str, said: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(table)
    with pytest.raises(UsageError, match=said) as caught:
        read_predictions(path)
    assert caught.value.path == path


def test_that_unreadable_tables_are_refused(tmp_path: Path) -> None:
    (tmp_path / "plain.csv.gz").write_text("Image Index,prob_Mass\n")
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(b"Image Index,prob_Mass\n" * 9)[:-9])
    (tmp_path / "binary.csv").write_bytes(b"Image Index,prob_\xff\n")
    for name in ("plain.csv.gz", "cut.csv.gz", "binary.csv", "none.csv"):
        with pytest.raises(UsageError, match=r"cannot be read|does not fit"):
            read_predictions(tmp_path / name)


def test_that_a_table_whose_packing_is_damaged_is_named(tmp_path: Path) -> None:
    whole = gzip.compress(b"Image Index,prob_Mass\n" + bytes(range(33, 126)) * 50)
    path = tmp_path / "predictions.csv.gz"
    path.write_bytes(whole[:12] + bytes(len(whole) - 12))
    with pytest.raises(UsageError, match=r"predictions\.csv\.gz: .*damaged"):
        read_predictions(path)
