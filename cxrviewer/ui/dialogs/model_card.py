"""The model card: what a bundle is, what it is for, and how well it did."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QVBoxLayout, QWidget

from cxrviewer.bundle.manifest import Manifest, Metric
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.spoken import spoken_label


class ModelCardDialog(TextDialog):
    """One tab per bundle; the bundle of the chosen finding is in front."""

    def __init__(
        self, bundles: Sequence[ModelBundle], chosen: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, size=(720, 620))
        self.setWindowTitle(self.tr("Model cards"))
        self.tabs = QTabWidget()
        for bundle in bundles:
            number = self.tabs.addTab(_card(bundle), bundle.identity.name)
            if bundle.identity.name == chosen:
                self.tabs.setCurrentIndex(number)
        if not bundles:
            self.column.addWidget(PlainLabel(self.tr("No model bundle is in use.")))
        self.column.addWidget(self.tabs, 1)
        self.finish()


def _card(bundle: ModelBundle) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    manifest = bundle.manifest
    column.addWidget(PlainLabel(manifest.title, role="heading"))
    if manifest.status is BundleStatus.DEMO:
        weak = page.tr("Demo: its figures are weak. For trying the program out.")
        column.addWidget(PlainLabel(weak, role="warning"))
    text = QPlainTextEdit("\n\n".join(card_paragraphs(bundle)))
    text.setReadOnly(True)
    text.setAccessibleName(page.tr("Description of the model"))
    column.addWidget(text, 3)
    if manifest.evidence.metrics:
        column.addWidget(_metrics_table(manifest), 2)
    return page


def card_paragraphs(bundle: ModelBundle) -> Iterator[str]:
    """Yield the card's paragraphs, all from the manifest."""
    manifest, identity = bundle.manifest, bundle.identity
    yield f"Version {identity.version}, status {identity.status.value}, sha-256 {identity.checksum}"
    yield f"Intended use: {manifest.intended_use}"
    yield "Not for: " + "; ".join(manifest.not_for)
    yield f"Limits: {manifest.limits}"
    yield f"Labels: {', '.join(manifest.output.labels)}"
    yield (
        f"Network: {manifest.network.architecture}, {manifest.network.parameters:,} parameters, "
        f"{manifest.preprocess.width} x {manifest.preprocess.height} pixels"
    )
    yield "Trained on: " + "; ".join(
        f"{source.name} ({source.images:,} images of {source.patients:,} patients, "
        f"{source.licence})"
        for source in manifest.evidence.sources
    )
    yield (
        f"Licence: code {manifest.licence.code}, weights {manifest.licence.weights}, "
        f"data {manifest.licence.data}"
    )


def metric_row(metric: Metric) -> tuple[str, ...]:
    """Return name, label, group, figure with its 95 % interval, and on how many images."""
    interval = (
        f" ({metric.low:.3f} to {metric.high:.3f})"
        if metric.low is not None and metric.high is not None
        else ""
    )
    label = spoken_label(metric.label)
    return metric.name, label, metric.group, f"{metric.value:.3f}{interval}", f"{metric.images:,}"


def _metrics_table(manifest: Manifest) -> QWidget:
    headings = (
        _tr("Figure"),
        _tr("Label"),
        _tr("Group"),
        _tr("Value (95 % interval)"),
        _tr("Images"),
    )
    rows = [metric_row(metric) for metric in manifest.evidence.metrics]
    return text_table(headings, rows, _tr("Metrics"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelCardDialog", text)
