"""cxrviewer: a chest-radiograph workstation. Research and education use only."""

__version__ = "0.1.0"

RESEARCH_USE_STATEMENT = (
    "Research and education use only. Not a medical device: "
    "nothing shown here may guide the care of a patient."
)
