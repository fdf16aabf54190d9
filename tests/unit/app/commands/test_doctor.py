from pathlib import Path

from cxrviewer.app.commands.doctor import describe_bundles, report
from tests.data.bundles import write_classifier


def test_that_a_bundle_list_says_what_an_installed_bundle_hides(tmp_path: Path) -> None:
    shipped = write_classifier(tmp_path / "shipped" / "tiny")
    write_classifier(tmp_path / "own" / "tiny")
    lines = list(describe_bundles([tmp_path / "shipped", tmp_path / "own"]))
    assert len(lines) == 2
    assert lines[0].startswith("tiny")
    assert lines[1].strip().startswith("used instead of")
    assert lines[1].endswith(str(shipped))


def test_that_a_bundle_list_names_what_is_broken(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "tiny")
    (folder / "model.onnx").unlink()
    assert [line.startswith("broken: ") for line in describe_bundles([tmp_path])] == [True]
    assert list(describe_bundles([tmp_path / "empty"])) == ["none"]


def test_that_the_report_has_the_versions_that_a_fault_report_needs() -> None:
    lines = [line.split() for line in report()]
    assert ["Libraries"] in lines
    pydicom = next(line for line in lines if line[:1] == ["pydicom"])
    assert pydicom[1][0].isdigit()
