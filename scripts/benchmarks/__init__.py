"""The parts of ``scripts/benchmark``: each measures one thing beside the least that could do it."""
