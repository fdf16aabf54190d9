"""Small copies of the public data sets, in the layouts in which they are published.

Every builder writes below ``root`` and returns it. Pictures are random patterns, each unlike all
others, unless a seed is given twice.
"""

import csv
import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.data.samples import NIH_LABELS

NIH_HEADER = (
    "Image Index,Finding Labels,Follow-up #,Patient ID,Patient Age,Patient Gender,View Position,"
    "OriginalImage[Width,Height],OriginalImagePixelSpacing[x,y],"
)
NIH_ROWS = (
    "00000001_000.png,Cardiomegaly,0,1,57,M,PA,2682,2749,0.143,0.143,",
    "00000001_001.png,Cardiomegaly|Emphysema,1,1,58,M,PA,2894,2729,0.143,0.143,",
    "00000002_000.png,No Finding,0,2,412,F,AP,2500,2048,0.171,0.171,",
    "00000013_005.png,Infiltration|Pleural_Thickening,5,13,060Y,F,AP,3056,2544,0.139,0.139,",
)


def pattern(seed: int, *, rows: int = 40, columns: int = 36) -> NDArray[np.uint8]:
    """Return a smooth random picture, (rows, columns)."""
    coarse = np.random.default_rng(seed).integers(0, 256, (6, 6), np.uint8)
    return np.asarray(cv2.resize(coarse, (columns, rows)), np.uint8)


def write_picture(path: Path, pixels: NDArray[np.uint8 | np.uint16]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(path.suffix, pixels)[1].tobytes())
    return path


def write_pictures(folder: Path, names: Iterable[str], *, first_seed: int = 0) -> None:
    for seed, name in enumerate(names, start=first_seed):
        write_picture(folder / name, pattern(seed))


def write_lines(path: Path, lines: Sequence[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "\n".join(lines) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def write_csv(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as lines:
        csv.writer(lines).writerows(rows)
    return path


def half_mask(*, left: bool, rows: int = 40, columns: int = 36) -> NDArray[np.uint8]:
    mask = np.zeros((rows, columns), np.uint8)
    third = columns // 3
    mask[5:-5, :third] = 255 * left
    mask[5:-5, -third:] = 255 * (not left)
    return mask


def write_nih(root: Path, *, rows: Sequence[str] = NIH_ROWS, packed: bool = False) -> Path:
    """Data_Entry_2017, images in two folders, both official lists, the list of boxes."""
    name = "Data_Entry_2017_v2020.csv.gz" if packed else "Data_Entry_2017.csv"
    write_lines(root / name, [NIH_HEADER, *rows])
    names = [row.split(",")[0] for row in NIH_ROWS]
    write_pictures(root / "images_001" / "images", names[:2])
    write_pictures(root / "images_012" / "images", names[2:], first_seed=2)
    write_lines(root / "train_val_list.txt", names[:3])
    write_lines(root / "test_list.txt", names[3:])
    write_lines(
        root / "BBox_List_2017.csv",
        [
            "Image Index,Finding Label,Bbox [x,y,w,h],,,",
            "00000013_005.png,Infiltrate,225.08,547.02,86.78,79.19",
            "00000013_005.png,Mass,10,20,30,40",
        ],
    )
    return root


def triple_row(image: str, patient: int, *present: str) -> list[object]:
    return [image, patient, *(int(label in present) for label in NIH_LABELS)]


def write_triples(root: Path) -> Path:
    """train.csv, valid.csv and test.csv with their images."""
    header = ["Image", "PatientId", *NIH_LABELS]
    lists: dict[str, list[tuple[Any, ...]]] = {
        "train.csv": [("00000001_000.png", 1, "Mass"), ("00000002_000.png", 2)],
        "valid.csv": [("00000003_000.png", 3, "Edema", "Mass")],
        "test.csv": [("00000004_000.png", 4)],
    }
    for name, rows in lists.items():
        write_csv(root / name, [header, *(triple_row(*row) for row in rows)])
    names = [str(row[0]) for rows in lists.values() for row in rows]
    write_pictures(root / "images", names)
    return root


def write_tbx11k(root: Path) -> Path:
    """imgs, lists with lines of the older sets, annotations."""
    lists = {
        "train": ["health/h0001.png", "sick/s0001.png", "tb/tb0001.png", "extra/shenzhen/a.png"],
        "val": ["health/h0002.png", "tb/tb0002.png"],
        "test": ["test/test_000001.png"],
    }
    for name, lines in lists.items():
        write_lines(root / "lists" / f"all_{name}.txt", lines)
    write_pictures(root / "imgs", [line for lines in lists.values() for line in lines])
    boxes = {
        "images": [{"id": 1, "file_name": "tb/tb0001.png"}, {"id": 2, "file_name": "h.png"}],
        "categories": [{"id": 1, "name": "ActiveTuberculosis"}],
        "annotations": [{"image_id": 1, "category_id": 1, "bbox": [10, 20.5, 30, 40]}],
    }
    write_lines(root / "annotations" / "json" / "all_train.json", [json.dumps(boxes)])
    return root


def write_shenzhen(root: Path) -> Path:
    """CXR_png, ClinicalReadings, and a mask of the first image only."""
    write_pictures(root / "CXR_png", ["CHNCXR_0001_0.png", "CHNCXR_0327_1.png"])
    readings = root / "ClinicalReadings"
    write_lines(readings / "CHNCXR_0001_0.txt", ["male 45yrs", "normal"])
    write_lines(readings / "CHNCXR_0327_1.txt", ["Female, 8 months", "PTB in the right upper"])
    write_picture(root / "mask" / "CHNCXR_0001_0_mask.png", half_mask(left=True))
    return root


def write_montgomery(root: Path) -> Path:
    """CXR_png, ClinicalReadings, and ManualMask with each lung apart."""
    names = ["MCUCXR_0001_0.png", "MCUCXR_0104_1.png"]
    write_pictures(root / "CXR_png", names, first_seed=10)
    text = ["Patient's Sex: F", "Patient's Age: 027Y", "normal"]
    write_lines(root / "ClinicalReadings" / "MCUCXR_0001_0.txt", text)
    for name in names:
        write_picture(root / "ManualMask" / "leftMask" / name, half_mask(left=True))
        write_picture(root / "ManualMask" / "rightMask" / name, half_mask(left=False))
    return root


def write_kermany(root: Path) -> Path:
    """train, val and test with NORMAL and PNEUMONIA."""
    names = {
        "train": ["IM-0115-0001.jpeg", "person1_bacteria_1.jpeg", "person1_bacteria_2.jpeg"],
        "val": ["NORMAL2-IM-1427-0001.jpeg", "person1946_bacteria_4874.jpeg"],
        "test": ["NORMAL2-IM-0196-0001.jpeg", "person1_virus_6.jpeg"],
    }
    for number, (part, files) in enumerate(names.items()):
        for place, name in enumerate(files):
            kind = "PNEUMONIA" if name.startswith("person") else "NORMAL"
            write_picture(root / part / kind / name, pattern(20 + 5 * number + place))
    return root


def write_qatar_tb(root: Path) -> Path:
    write_pictures(root / "Normal", ["Normal-1.png", "Normal-2.png"], first_seed=40)
    write_pictures(root / "Tuberculosis", ["Tuberculosis-1.png"], first_seed=50)
    return root


def write_covid_radiography(root: Path) -> Path:
    """Four classes with images of 299 and masks of 256 pixels."""
    for seed, name in enumerate(("COVID", "Lung_Opacity", "Normal", "Viral Pneumonia"), start=60):
        file = f"{name}-1.png"
        write_picture(root / name / "images" / file, pattern(seed, rows=299, columns=299))
        mask = half_mask(left=True, rows=256, columns=256)
        write_picture(root / name / "masks" / file, mask)
    return root


def write_covid_chestxray(root: Path) -> Path:
    """metadata.csv and images, with rows that are to be left out."""
    header = ["patientid", "sex", "age", "finding", "view", "modality", "filename", "license"]
    rows = [
        ("2", "M", "65", "Pneumonia/Viral/COVID-19", "PA", "X-ray", "a.png", "CC BY"),
        ("2", "M", "65", "Pneumonia/Viral/COVID-19", "L", "X-ray", "lateral.png", "CC BY"),
        ("3", "F", "", "Pneumonia/Bacterial/Streptococcus", "AP Supine", "X-ray", "b.png", ""),
        ("4", "", "12", "No Finding", "PA", "X-ray", "c.png", "CC BY-NC-SA"),
        ("5", "", "", "Tuberculosis", "PA", "X-ray", "d.png", "CC0"),
        ("6", "", "", "todo", "PA", "X-ray", "e.png", "CC0"),
        ("7", "", "", "Pneumonia/Viral/COVID-19", "Axial", "CT", "f.nii.gz", "CC0"),
    ]
    write_csv(root / "metadata.csv", [header, *rows])
    write_pictures(root / "images", ["a.png", "b.png", "c.png", "d.png"], first_seed=70)
    return root


def write_mask_pairs(root: Path, *, ending: str = "") -> Path:
    write_pictures(root / "images", ["one.png", "two.png"], first_seed=80)
    for name in ("one", "two"):
        write_picture(root / "masks" / f"{name}{ending}.png", half_mask(left=True))
    return root


def write_covid_qu_ex(root: Path) -> Path:
    """Three parts of three classes, each with images and lung masks."""
    seed = 100
    for part in ("Train", "Val", "Test"):
        for kind in ("COVID-19", "Non-COVID", "Normal"):
            name, seed = f"{kind}_{part}.png", seed + 1
            write_picture(root / part / kind / "images" / name, pattern(seed))
            write_picture(root / part / kind / "lung masks" / name, half_mask(left=True))
    return root


def write_jsrt(root: Path) -> Path:
    """All247images as bare pixels, SCR's masks as GIF in two folds."""
    for fold, name in (("fold1", "JPCLN001"), ("fold2", "JPCNN001")):
        stored = np.full((2048, 2048), 4095, ">u2")
        stored[:1024] = 95
        raw = root / "All247images" / f"{name}.IMG"
        raw.parent.mkdir(parents=True, exist_ok=True)
        stored.tofile(raw)
        for side in ("left", "right"):
            mask = root / fold / "masks" / f"{side} lung" / f"{name}.gif"
            mask.parent.mkdir(parents=True)
            half = half_mask(left=side == "left", rows=1024, columns=1024)
            Image.fromarray(half).save(mask)
    return root


def write_class_folders(root: Path) -> Path:
    write_pictures(root / "ill", ["1.png"], first_seed=130)
    write_pictures(root / "well", ["1.png", "2.jpg"], first_seed=131)
    return root


def write_plain_csv(root: Path) -> Path:
    rows = [
        ("file", "who", "Mass", "Edema", "projection", "years", "gender"),
        ("images/a.png", "p1", 1, "", "PA", "57", "male"),
        ("images/b.png", "p2", 0, 1, "AP", "", ""),
    ]
    write_csv(root / "mine.csv", rows)
    write_pictures(root / "images", ["a.png", "b.png"], first_seed=140)
    return root


def write_s0(root: Path) -> Path:
    """The four sets side by side, and one radiograph of the TB Portals."""
    write_tbx11k(root / "tbx11k")
    write_kermany(root / "kermany")
    write_shenzhen(root / "shenzhen")
    write_montgomery(root / "montgomery")
    write_pictures(root / "niaid", ["portal-1.png"], first_seed=150)
    return root
