"""When a cardiothoracic ratio is proposed, and what has to be said with it."""

from dataclasses import dataclass

from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.measurement import Point
from cxrviewer.domain.radiograph import Radiograph

LATERAL = frozenset({"LL", "RL", "LLO", "RLO", "LATERAL", "LAT"})
BY_HAND = "Draw it by hand: heart from side to side, then the chest from side to side."
AP = "AP view: the heart is magnified, and the ratio is too high."
UNKNOWN_VIEW = "The view is not known: on an AP view the ratio is too high."
CROPPED = "A lung reaches the edge of the picture: the thorax may be cut off, the ratio too high."
CHECK = "The cardiothoracic ratio was placed from the lung fields: check its ends and drag them."


@dataclass(frozen=True, slots=True)
class RatioProposal:
    """``points`` as of a CARDIOTHORACIC Measurement; ``caveats`` are sentences for the person."""

    points: tuple[Point, ...]
    caveats: tuple[str, ...]


def caveat_of_view(radiograph: Radiograph) -> str:
    """Return what the view means for the ratio; empty for PA. Raises UsageError for a lateral."""
    view = radiograph.instance.view_position.strip().upper()
    if view in LATERAL:
        raise UsageError(
            "A lateral radiograph has no cardiothoracic ratio.", remedy="Choose the frontal one."
        )
    if view == "PA":
        return ""
    return AP if view.startswith("AP") else UNKNOWN_VIEW


def propose_ratio(radiograph: Radiograph, analysis: Analysis | None) -> RatioProposal:
    """Raise UsageError, with the reason, where no ratio can be proposed."""
    from cxrviewer.imaging.cardiothoracic import NoProposalError, propose  # noqa: PLC0415  (not before it is asked for)

    caveat = caveat_of_view(radiograph)
    mask = analysis.lung_mask if analysis is not None else None
    if mask is None:
        raise UsageError("The lung fields are not known (yet).", remedy=BY_HAND)
    try:
        proposal = propose(mask.mask)
    except NoProposalError as error:
        raise UsageError(str(error), remedy=BY_HAND) from error
    said = (caveat, CROPPED if proposal.is_cropped else "", CHECK)
    return RatioProposal(proposal.points, tuple(sentence for sentence in said if sentence))
