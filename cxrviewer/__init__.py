"""cxrviewer: a chest-radiograph workstation. Research and education use only."""

import os

# ONNX Runtime collects records of its use, keeps them on disk and is built to send them. It asks
# for this once, while it is loaded: the switch is set before anything of this program can do that.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"

RESEARCH_USE_STATEMENT = (
    "Research and education use only. Not a medical device: "
    "nothing shown here may guide the care of a patient."
)
