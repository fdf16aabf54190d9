"""The command line as a contract, run on real files with small real bundles."""

import csv
import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from PIL import Image

from cxrviewer.__main__ import main
from cxrviewer.app.commands import analyze_command, command_line
from cxrviewer.imaging.voi import initial_voi
from cxrviewer.reading.load import load
from tests.data.bundles import make_radiograph
from tests.data.dicom_files import chest, write
from tests.data.display import render_display
from tests.data.presentations import presentation_of
from tests.data.raster_files import png_bytes

RESULTS = (
    "file,patient_id,study_uid,series_uid,sop_uid,bundle,bundle_version,label,score,"
    "probability,operating_point,above"
)
STUDIES = "file,status,reason,rows,columns,view_position,lung_fraction,seconds"


@pytest.fixture(autouse=True)
def _tiny(monkeypatch: pytest.MonkeyPatch, tiny_models: Path) -> None:
    for module in (analyze_command, command_line):
        monkeypatch.setattr(module, "bundle_folders", lambda: (tiny_models,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two PNG of one stem, one DICOM study of two radiographs, and one file that is none."""
    inside = tmp_path / "in"
    for name, seed in (("a/x.png", 1), ("b/x.png", 2)):
        path = inside / name
        path.parent.mkdir(parents=True)
        path.write_bytes(png_bytes((make_radiograph(seed=seed).indices // 16).astype(np.uint8)))
    first = chest(make_radiograph(seed=3).indices, PatientID="=cmd()")
    second = chest(
        make_radiograph(seed=4).indices,
        PatientID="=cmd()",
        StudyInstanceUID=first.StudyInstanceUID,
    )
    (inside / "c").mkdir()
    write(inside / "c" / "one.dcm", first)
    write(inside / "c" / "two.dcm", second)
    (inside / "notes.dcm").write_text("no picture")
    return inside


def run(line: str, *paths: Path) -> int:
    return main([*line.split(), *map(str, paths)])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def picture(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as opened:
        return np.asarray(opened)


def test_that_a_run_writes_all_that_the_contract_names(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(f"analyze {folder} --out {out} --masks --heatmaps --pdf") == 3
    assert (out / "results.csv").read_text().splitlines()[0] == RESULTS
    assert (out / "studies.csv").read_text().splitlines()[0] == STUDIES
    studies = {Path(row["file"]).name: row for row in table(out / "studies.csv")}
    assert studies["notes.dcm"]["status"] == "refused"
    assert "text" in studies["notes.dcm"]["reason"]
    assert (studies["one.dcm"]["rows"], studies["one.dcm"]["columns"]) == ("96", "80")
    results = table(out / "results.csv")
    assert len(results) == 4 * 4
    for row in results:
        assert 0.0 <= float(row["score"]) <= 1.0
        calibrated = row["label"] in ("Tuberculosis", "Effusion")
        assert bool(row["probability"]) is calibrated
        above = {"1": True, "0": False}.get(row["above"])
        assert above is ((float(row["score"]) >= 0.5) if row["operating_point"] else None)
    assert {row["patient_id"] for row in results} == {"", "'=cmd()"}
    written = table(out / "outputs.csv")
    kinds = [row["kind"] for row in written]
    assert (kinds.count("masks"), kinds.count("heatmaps"), kinds.count("reports")) == (4, 16, 4)
    assert all((out / row["written"]).is_file() for row in written)


def test_that_masks_have_the_size_of_the_radiograph_and_two_values(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(f"analyze {folder}/a --out {out} --masks --heatmaps")
    mask = picture(out / "masks" / "x.png")
    assert mask.shape == (96, 80)
    assert set(np.unique(mask)) == {0, 255}
    heatmap = picture(out / "heatmaps" / "x.tb.Tuberculosis.png")
    assert heatmap.shape == (96, 80)
    assert heatmap.dtype == np.uint8


def test_that_stems_that_collide_are_told_apart(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(f"analyze {folder}/a {folder}/b --out {out} --masks") == 0
    rows = [row for row in table(out / "outputs.csv") if row["kind"] == "masks"]
    assert {Path(r["file"]).parent.name: r["written"] for r in rows} == {
        "a": "masks/x.png",
        "b": "masks/x-2.png",
    }


def test_that_a_run_leaves_no_thread_behind(folder: Path, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    run(f"analyze {folder}/a --out {tmp_path / 'out'}")
    assert set(threading.enumerate()) <= before


def test_that_a_study_has_one_report_and_rasters_have_one_each(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(f"analyze {folder} --out {out} --pdf")
    uid = pydicom.dcmread(folder / "c" / "one.dcm").StudyInstanceUID
    reports = sorted(path.name for path in (out / "reports").iterdir())
    assert reports == sorted(["x.pdf", "x-2.pdf", f"{uid}.pdf"])


def test_that_several_jobs_give_the_same_scores_as_one(folder: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert run(f"analyze {folder} --out {one}") == 3
    assert run(f"analyze {folder} --out {two} --jobs 2") == 3

    def scores(out: Path) -> list[tuple[str, ...]]:
        rows = table(out / "results.csv")
        return sorted((r["file"], r["bundle"], r["label"], r["score"]) for r in rows)

    assert scores(one) == scores(two)


def test_that_only_the_named_bundles_are_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(f"analyze {folder}/a --out {out} --bundle tb") == 0
    assert {row["bundle"] for row in table(out / "results.csv")} == {"tb"}


def test_that_resuming_does_only_what_is_missing(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    line = f"analyze {folder} --out {out} --masks --pdf"
    assert run(line) == 3
    whole = {name: (out / name).read_text() for name in ("results.csv", "studies.csv")}
    mask = out / "masks" / "x.png"
    before = mask.stat().st_mtime_ns
    # As a killed run leaves it: the last study's rows half written, its own row missing.
    studies = (out / "studies.csv").read_text().splitlines(keepends=True)
    (out / "studies.csv").write_text("".join(studies[:-1]) + studies[-1][:7])
    assert run(f"{line} --resume") == 3
    assert mask.stat().st_mtime_ns == before
    for name in whole:
        files = [row["file"] for row in table(out / name)]
        assert sorted(files) == sorted(line.split(",")[0] for line in whole[name].splitlines()[1:])


def test_that_resuming_writes_a_mask_that_was_deleted(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    line = f"analyze {folder}/a --out {out} --masks"
    run(line)
    (out / "masks" / "x.png").unlink()
    assert run(f"{line} --resume") == 0
    assert (out / "masks" / "x.png").is_file()
    assert len(table(out / "studies.csv")) == 1


@pytest.mark.parametrize(
    ("first", "second"), [("tb", "tb nih14"), ("lungs", "tb"), ("tb", "lungs")]
)
def test_that_resuming_with_other_bundles_is_refused_and_names_both(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str, second: str
) -> None:
    out = tmp_path / "out"
    run(f"analyze {folder}/a --out {out} --bundle {first}")
    before = (out / "results.csv").read_bytes()
    capsys.readouterr()
    assert run(f"analyze {folder}/a --out {out} --resume --bundle {second}") == 2
    said = capsys.readouterr().err
    for name in {*first.split(), *second.split()} - {"lungs"}:
        assert f"{name} 0.0.1" in said
    assert "without --resume" in said
    assert (out / "results.csv").read_bytes() == before


def test_that_resuming_with_another_version_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    line = f"analyze {folder}/a --out {out} --bundle tb"
    run(line)
    results = out / "results.csv"
    results.write_text(results.read_text().replace(",tb,0.0.1,", ",tb,0.0.0,"))
    assert run(f"{line} --resume") == 2
    assert "tb 0.0.0" in capsys.readouterr().err


def test_that_a_run_without_analysed_files_is_resumed_with_any_bundle(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run(f"analyze {folder}/notes.dcm --out {out} --bundle tb") == 3
    assert run(f"analyze {folder} --out {out} --resume --bundle nih14") == 3
    assert len(table(out / "studies.csv")) == 5


@pytest.mark.parametrize("asked", ["--bundle lungs --heatmaps", "--bundle tb --masks"])
def test_that_what_no_model_makes_is_not_waited_for(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    out = tmp_path / "out"
    line = f"analyze {folder}/a --out {out} --pdf {asked}"
    run(line)
    report = out / "reports" / "x.pdf"
    before = (report.stat().st_mtime_ns, (out / "outputs.csv").read_bytes())
    assert run(f"{line} --resume") == 0
    assert (report.stat().st_mtime_ns, (out / "outputs.csv").read_bytes()) == before


def test_that_resuming_lists_no_output_twice(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    line = f"analyze {folder}/a --out {out} --masks --heatmaps --pdf"
    run(line)
    before = table(out / "outputs.csv")
    (out / "masks" / "x.png").unlink()
    # As an older version left it.
    outputs = (out / "outputs.csv").read_text()
    (out / "outputs.csv").write_text(outputs + outputs.splitlines(keepends=True)[-1])
    assert run(f"{line} --resume") == 0
    assert table(out / "outputs.csv") == before


def test_that_a_presentation_state_has_its_row(folder: Path, tmp_path: Path) -> None:
    state = write(
        folder / "c" / "state.dcm", presentation_of(pydicom.dcmread(folder / "c" / "one.dcm"))
    )
    out = tmp_path / "out"
    for resume in ("", " --resume"):
        assert run(f"analyze {folder}/c --out {out}{resume}") == 3
        rows = {row["file"]: row for row in table(out / "studies.csv")}
        assert len(table(out / "studies.csv")) == 3
        assert rows[str(state)]["status"] == "refused"
        assert "presentation state" in rows[str(state)]["reason"]


def test_that_a_table_of_another_program_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "studies.csv").write_text("my,own,table\n1,2,3\n")
    assert run(f"analyze {folder} --out {tmp_path / 'out'} --resume") == 1
    assert (tmp_path / "out" / "studies.csv").read_text().startswith("my,own,table")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("analyze {missing} --out {out}", "no such file"),
        ("analyze {empty} --out {out}", "no file to analyse"),
        ("analyze {folder} --out {out} --bundle tbc", "tb"),
        ("scan {missing}", "no such file"),
        ("render {folder}/a/x.png --out {out}.png --window 5,0", "window"),
        ("render {folder}/a/x.png --out {out}.png --overlay Fracture", "Effusion"),
    ],
)
def test_that_wrong_usage_is_2_and_says_what_to_do(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    names = {"missing": tmp_path / "missing", "empty": tmp_path / "empty"}
    assert run(line.format(folder=folder, out=tmp_path / "out", **names)) == 2
    assert said in capsys.readouterr().err


def test_that_no_bundle_is_an_error_that_names_the_remedy(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for module in (analyze_command, command_line):
        monkeypatch.setattr(module, "bundle_folders", lambda: (tmp_path / "nowhere",))
    assert run(f"analyze {folder} --out {tmp_path / 'out'}") == 1
    assert "bundles install" in capsys.readouterr().err


def test_that_a_full_disk_is_said_and_what_is_there_stays_whole(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    run(f"analyze {folder}/a --out {out}")
    before = (out / "results.csv").read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert run(f"analyze {folder}/b --out {out}") == 1
    assert "disk is full" in capsys.readouterr().err
    assert (out / "results.csv").read_bytes() == before


def test_that_scan_prints_one_json_object_per_file(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"scan {folder}") == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(entries) == 5
    keys = {"file", "kind", "study", "series", "sop", "status", "reason"}
    assert all(set(entry) == keys for entry in entries)
    by_name = {Path(entry["file"]).name: entry for entry in entries}
    assert by_name["one.dcm"]["study"] == by_name["two.dcm"]["study"] != ""
    assert by_name["notes.dcm"]["status"] == "refused"


def test_that_render_writes_the_display_values(folder: Path, tmp_path: Path) -> None:
    file, out = folder / "c" / "one.dcm", tmp_path / "shown.png"
    assert run(f"render {file} --out {out}") == 0
    radiograph = load(file)
    expected = render_display(radiograph, initial_voi(radiograph))
    assert np.array_equal(picture(out), expected)
    assert run(f"render {file} --out {out} --invert") == 0
    assert np.abs(255 - expected.astype(int) - picture(out)).max() <= 1


@pytest.mark.parametrize("name", ["source.png", "link.png", "state.png", "shown.jpg", "."])
def test_that_render_replaces_no_source_and_writes_png_only(
    folder: Path, tmp_path: Path, name: str
) -> None:
    source, state = tmp_path / "source.png", tmp_path / "state.png"
    source.write_bytes((folder / "c" / "one.dcm").read_bytes())
    write(state, presentation_of(pydicom.dcmread(source)))
    (tmp_path / "link.png").hardlink_to(source)
    before = {path: path.read_bytes() for path in (source, state)}
    assert run(f"render {source} --presentation {state} --out", tmp_path / name) == 2
    assert {path: path.read_bytes() for path in before} == before
    assert not (tmp_path / "shown.jpg").exists()


@pytest.mark.parametrize("overlay", ["lungs", "Effusion"])
def test_that_render_draws_an_overlay(folder: Path, tmp_path: Path, overlay: str) -> None:
    out = tmp_path / "shown.png"
    assert run(f"render {folder}/c/one.dcm --out {out} --overlay {overlay}") == 0
    rgb = picture(out).astype(int)
    assert rgb.shape == (96, 80, 3)
    assert (rgb.max(axis=2) != rgb.min(axis=2)).any()


def test_that_bundles_are_listed_and_verified(
    tiny_models: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("bundles list") == 0
    assert "demo" in capsys.readouterr().out
    assert run("bundles verify") == 0
    assert capsys.readouterr().out.count("ok ") == 3
    for module in (analyze_command, command_line):
        monkeypatch.setattr(module, "bundle_folders", lambda: (tmp_path,))
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "manifest.json").write_text("{}")
    assert run("bundles verify") == 1
    assert "BROKEN" in capsys.readouterr().out


def test_that_an_installed_bundle_is_found_in_the_persons_folder(
    tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("CXRVIEWER_HOME", str(tmp_path))
    assert run("bundles install", tiny_models / "tb") == 0
    assert (tmp_path / "data" / "models" / "tb" / "manifest.json").is_file()
    assert run("bundles install", tmp_path) == 1


def test_that_doctor_names_decoders_providers_and_folders(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("doctor") == 0
    said = capsys.readouterr().out
    for word in ("pydicom", "JPEG 2000", "cpu", "Display: ok", "Settings:", "Logs:"):
        assert word in said


def test_that_without_a_display_a_folder_is_analysed_headless(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert run(f"{folder}/a") == 0
    said = capsys.readouterr().err
    assert "no window can be shown" in said.splitlines()[0]
    assert (tmp_path / "cxrviewer-results" / "results.csv").is_file()
    assert run("") == 2


def test_that_the_log_holds_no_patient_text(folder: Path, tmp_path: Path) -> None:
    run(f"analyze {folder} --out {tmp_path / 'out'}")
    run(f"analyze {folder} --out {folder / 'notes.dcm'}")
    home = Path(os.environ["CXRVIEWER_HOME"])
    logs = [path for path in home.rglob("*") if path.is_file()]
    assert logs
    for path in logs:
        text = path.read_text(errors="replace")
        assert "Muster" not in text
        assert "cmd()" not in text


def test_that_the_program_starts_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cxrviewer", "--version"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.startswith("cxrviewer ")
