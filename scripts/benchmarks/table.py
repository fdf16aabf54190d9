"""Every part, in the order of the table."""

from scripts.benchmarks.analyse import measure_analyse
from scripts.benchmarks.batch import measure_batch
from scripts.benchmarks.click import measure_click
from scripts.benchmarks.display import measure_display
from scripts.benchmarks.figures import Part
from scripts.benchmarks.folder import measure_folder
from scripts.benchmarks.frozen import measure_frozen
from scripts.benchmarks.gradients import measure_gradients
from scripts.benchmarks.networks import measure_networks
from scripts.benchmarks.opening import measure_opening
from scripts.benchmarks.paging import measure_paging
from scripts.benchmarks.scale import measure_scale
from scripts.benchmarks.start import measure_start
from scripts.benchmarks.training import measure_training
from scripts.benchmarks.window import measure_frame, measure_ui

ALL_PARTS = (
    Part("start", measure_start),
    Part("frozen", measure_frozen, heavy=True),
    Part("analyse", measure_analyse),
    Part("gradients", measure_gradients, heavy=True),
    Part("networks", measure_networks, heavy=True),
    Part("display", measure_display),
    Part("frame", measure_frame),
    Part("ui", measure_ui, heavy=True),
    Part("opening", measure_opening),
    Part("click", measure_click, heavy=True),
    Part("folder", measure_folder),
    Part("paging", measure_paging, heavy=True),
    Part("batch", measure_batch, heavy=True),
    Part("scale", measure_scale, heavy=True),
    Part("training", measure_training, heavy=True),
)
