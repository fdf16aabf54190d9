"""The command line's ``regraph``. Heavy libraries wait until they are needed."""

import argparse
from pathlib import Path

from cxrviewer.bundle.model_bundle import load_bundle
from training.commands.data import Add

REGRAPH = """Write a bundle's ONNX graph anew from its own Keras network, with what has been learned
since about graphs that run quickly. Outputs and features are held against the Keras network's. The
weights and the figures stay; the bundle becomes its next version."""


def register(add: Add) -> None:
    """Add the action; ``add`` makes one parser of a name, a help text and an action."""
    one = add("regraph", "write a bundle's ONNX graph anew", run_regraph)
    one.description = REGRAPH
    one.add_argument("bundle", type=Path, help="its folder")


def run_regraph(given: argparse.Namespace) -> None:
    """Write the bundle's next version."""
    from training.bundling.regraph import with_new_graph  # noqa: PLC0415

    bundle = with_new_graph(load_bundle(given.bundle))
    print(f"{bundle.identity.name} {bundle.identity.version} {bundle.folder}")
