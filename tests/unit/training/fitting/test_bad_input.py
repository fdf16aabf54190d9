"""What a fit and an export say of input that cannot be used, and that they leave nothing half."""

import errno
from pathlib import Path

import cv2
import numpy as np
import pytest

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import CxrError, ExportError, ReadingError, UsageError
from tests.data.readings import write_picture
from training.bundling.bundle_folder import write_files
from training.bundling.export import make_files, read_run
from training.bundling.revision import write_revision
from training.fitting.run import fit_recipe
from training.recipe import Recipe, read_recipe


def write_tb(data: Path, labels: str) -> None:
    lines = ["image,patient_id,label,source,view"]
    for n, label in enumerate(labels):
        write_picture(data / "tb" / "images" / f"{n:02}.png", n)
        lines.append(f"images/{n:02}.png,p{n},{'tb' if label == '1' else 'normal'},shenzhen,PA")
    (data / "tb" / "labels.csv").write_text("\n".join(lines) + "\n")


def write_lungs(data: Path, *, wrong: int) -> None:
    lines = ["image,mask,patient_id,source,mask_definition"]
    for n in range(8):
        image, mask = f"images/{n:02}.png", f"masks/{n:02}.png"
        pattern = np.random.default_rng(n).integers(0, 255, (40, 36), np.uint8)
        write_png(data / "lungs" / image, pattern)
        write_png(data / "lungs" / mask, pattern[: 20 if n == wrong else 40])
        lines.append(f"{image},{mask},p{n},montgomery,lung fields without heart")
    (data / "lungs" / "pairs.csv").write_text("\n".join(lines) + "\n")


def write_png(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def refusal(recipe: Recipe, place: Path) -> CxrError:
    """Return why ``recipe`` is not fitted; nothing of a run is left behind."""
    with pytest.raises(CxrError) as refused:
        fit_recipe(recipe, data=place / "data", run=place / "runs" / "one")
    assert not (place / "runs").exists()
    return refused.value


def test_that_an_image_that_does_not_open_is_named_before_a_run_begins(tmp_path: Path) -> None:
    write_tb(tmp_path / "data", "0101010101")
    (tmp_path / "data" / "tb" / "images" / "03.png").write_bytes(b"no picture")
    error = refusal(read_recipe("tb"), tmp_path)
    assert isinstance(error, ReadingError)
    assert "03.png" in str(error)
    assert f"row 5 of {tmp_path / 'data' / 'tb' / 'labels.csv'}" in str(error)


def test_that_a_mask_of_another_size_is_named_with_its_image(tmp_path: Path) -> None:
    write_lungs(tmp_path / "data", wrong=5)
    said = str(refusal(read_recipe("lungs"), tmp_path))
    assert "masks/05.png" in said
    assert "images/05.png" in said
    assert "36x20" in said
    assert "row 7 of" in said
    assert "pairs.csv" in said


def test_that_a_label_that_is_neither_0_nor_1_is_named_by_file_and_row(tmp_path: Path) -> None:
    write_tb(tmp_path / "data", "0101010101")
    listed = tmp_path / "data" / "tb" / "labels.csv"
    listed.write_text(listed.read_text().replace("04.png,p4,normal", "04.png,p4,maybe"))
    said = str(refusal(read_recipe("tb"), tmp_path))
    assert said.startswith(f"{listed}: Row 6: The label 'maybe'")


def test_that_a_fit_whose_first_weights_are_missing_leaves_no_run(
    tmp_path: Path,
) -> None:
    write_tb(tmp_path / "data", "0101010101")
    for n in range(10):
        noise = np.random.default_rng(n).integers(0, 255, (40, 36), np.uint8)
        write_png(tmp_path / "data" / "tb" / "images" / f"{n:02}.png", noise)
    run = tmp_path / "runs" / "one"
    for _ in range(2):
        with pytest.raises(UsageError, match="ImageNet weights are missing"):
            fit_recipe(read_recipe("tb"), data=tmp_path / "data", run=run)
        assert not run.exists()


@pytest.mark.parametrize(("labels", "lack"), [("0" * 10, "with"), ("1" * 10, "without")])
def test_that_a_class_without_training_pictures_is_named(
    tmp_path: Path, labels: str, lack: str
) -> None:
    write_tb(tmp_path / "data", labels)
    said = str(refusal(read_recipe("tb"), tmp_path))
    assert f"training part has no radiograph {lack} Tuberculosis" in said


def test_that_a_folder_without_a_run_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run"):
        read_run(tmp_path, tmp_path)


def test_that_an_unfinished_fit_is_not_exported(tmp_path: Path) -> None:
    from training.bundling.export import FinishedRun
    from training.data.samples import Dataset
    from training.data.splits import Split

    nothing = Dataset("tb", ("Tuberculosis",), ())
    run = FinishedRun(read_recipe("tb"), nothing, Split((), ()), tmp_path, tmp_path, None)
    with pytest.raises(UsageError, match=r"not finished.*--resume"):
        make_files(run)


def test_that_a_full_disk_leaves_no_bundle_and_the_one_before(
    tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = load_bundle(tiny_models / "tb")
    first = write_revision(bundle, bundle.manifest, tmp_path / "tb")
    whole = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "manifest.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(ExportError, match=r"No space left.*Make room"):
        write_revision(bundle, bundle.manifest, tmp_path / "tb")
    with pytest.raises(ExportError, match="No space left"):
        write_files(tmp_path / "half", bundle.manifest, {})
    monkeypatch.undo()
    assert load_bundle(tmp_path / "tb").identity == first.identity
    assert {path.name for path in tmp_path.iterdir()} == {"tb", "half"}
