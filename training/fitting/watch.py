"""What validation losses decide: the best epoch, a lower learning rate, the end of a phase."""

from typing import Any

import msgspec

from training.recipe import FitPlan


class Watch(msgspec.Struct, frozen=True):
    """How many epochs ago the lowest loss, and the last cut of the learning rate, were.

    ``best`` is None before the first loss. A cut, as a lower loss does, starts the count for the
    next cut anew.
    """

    best: float | None = None
    since_best: int = 0
    since_change: int = 0

    def after(self, loss: float) -> "Watch":
        """Return the state once an epoch came to ``loss``."""
        if self.best is None or loss < self.best:
            return Watch(best=loss)
        return Watch(self.best, self.since_best + 1, self.since_change + 1)

    def cut(self) -> "Watch":
        """Return the state once the learning rate was lowered."""
        return msgspec.structs.replace(self, since_change=0)

    @property
    def is_best(self) -> bool:
        """Return whether the last epoch's loss is the lowest."""
        return self.best is not None and self.since_best == 0

    def wants_cut(self, plan: FitPlan) -> bool:
        """Return whether the learning rate should be lowered."""
        return plan.plateau is not None and self.since_change >= plan.plateau.patience

    def wants_stop(self, plan: FitPlan) -> bool:
        """Return whether the phase should end."""
        return plan.stop_after is not None and self.since_best >= plan.stop_after


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a fit has come.

    ``epochs`` counts those done in phase ``phase``; ``stopped`` says that the phase ended early.
    ``history`` holds one record per epoch of all phases.
    """

    phase: int = 0
    epochs: int = 0
    stopped: bool = False
    watch: Watch = Watch()
    history: tuple[dict[str, Any], ...] = ()

    def next_phase(self) -> "Progress":
        """Return the state at the beginning of the next phase."""
        return Progress(phase=self.phase + 1, history=self.history)
