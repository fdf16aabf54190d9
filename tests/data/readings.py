"""Small data sets for tests that ask bundles: pictures, their list, and samples."""

from pathlib import Path

import cv2
import numpy as np

from tests.data.bundles import make_radiograph
from training.data.samples import Sample


def write_picture(path: Path, seed: int, *, rows: int = 48, columns: int = 40) -> None:
    """Write one made radiograph as PNG."""
    pixels = (make_radiograph(rows, columns, seed=seed).indices // 16).astype(np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def write_listed(data: Path, count: int, *, label: str = "Tuberculosis") -> None:
    """Write ``count`` pictures and labels.csv: every other one has the label, two sources."""
    lines = [f"image,patient_id,{label},view,age,sex,source"]
    for n in range(count):
        write_picture(data / f"{n:03}.png", n)
        sex, source = "MF"[n % 3 == 0], ("north", "south")[n % 4 > 1]
        lines.append(f"{n:03}.png,p{n // 2},{n % 2},PA,{20 + n % 50},{sex},{source}")
    (data / "labels.csv").write_text("\n".join(lines) + "\n")


def made_samples(data: Path, count: int, *, labels: int = 1) -> tuple[Sample, ...]:
    """Write pictures and return their samples; label k is there in every (k + 2)nd."""
    found = []
    for n in range(count):
        write_picture(data / f"{n:03}.png", n)
        targets = tuple(float(n % (k + 2) == 0) for k in range(labels))
        found.append(
            Sample(
                image=f"{n:03}.png",
                patient_id=f"p{n // 2}",
                source=("north", "south")[n % 4 > 1],
                stratum="all",
                targets=targets,
                view=("PA", "AP")[n % 3 == 0],
                age=float(20 + n % 60),
                sex="MF"[n % 2],
            )
        )
    return tuple(found)
