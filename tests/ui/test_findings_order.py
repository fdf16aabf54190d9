from cxrviewer.domain.analysis import Finding, OperatingPoint
from cxrviewer.ui.findings_panel.model import FindingsModel
from cxrviewer.ui.findings_panel.order import Order, ordered
from tests.data.workplace import BUNDLE, OTHER_BUNDLE, make_finding

LOW_POINT = OperatingPoint(0.1, 0.9, 0.8, "Youden", 60)
FINDINGS = (
    make_finding("Mass", 0.6),
    Finding("Edema", 0.4, None, LOW_POINT, OTHER_BUNDLE),
    Finding("Nodule", 0.3, None, None, BUNDLE),
    make_finding("atelectasis", 0.2, OTHER_BUNDLE),
)


def names(order: Order) -> list[str]:
    return [finding.pathology for finding in ordered(FINDINGS, order)]


def test_that_findings_stand_in_the_order_that_is_chosen() -> None:
    assert names(Order.SCORE) == ["Mass", "Edema", "Nodule", "atelectasis"]
    assert names(Order.OVER_POINT) == ["Edema", "Mass", "atelectasis", "Nodule"]
    assert names(Order.NAME) == ["atelectasis", "Edema", "Mass", "Nodule"]
    assert names(Order.BUNDLE) == ["Mass", "Nodule", "Edema", "atelectasis"]


def test_that_an_order_holds_for_the_findings_that_come_next() -> None:
    model = FindingsModel()
    model.show(FINDINGS[:2])
    model.sort_by(Order.NAME)
    assert [finding.pathology for finding in model.findings] == ["Edema", "Mass"]
    model.show(FINDINGS)
    assert model.findings[0].pathology == "atelectasis"
