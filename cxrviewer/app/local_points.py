"""Operating points that were chosen at this place, each bound to the bundle it was chosen for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from cxrviewer.app.database import Database
from cxrviewer.app.database_tables import Change, Schema
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.analysis import Analysis, BundleIdentity, Finding, OperatingPoint

if TYPE_CHECKING:
    from cxrviewer.bundle.model_bundle import ModelBundle

SCHEMA = Schema(
    "local_points",
    (
        "CREATE TABLE local_point (bundle TEXT NOT NULL, label TEXT NOT NULL, body TEXT NOT NULL, "
        "PRIMARY KEY (bundle, label))",
    ),
)


@dataclass(frozen=True, slots=True)
class LocalPoint:
    """A threshold with its rates on ``positives`` and ``negatives`` radiographs of this place."""

    bundle: BundleIdentity
    label: str
    threshold: float
    sensitivity: float
    specificity: float
    positives: int
    negatives: int

    def __post_init__(self) -> None:
        from cxrviewer.domain.roc import ENOUGH  # noqa: PLC0415  (not before there is a point)

        for share in (self.threshold, self.sensitivity, self.specificity):
            if not 0.0 <= share <= 1.0:
                raise ValueError(f"{share} is not in [0, 1]")
        if min(self.positives, self.negatives) < ENOUGH:
            raise ValueError(f"fewer than {ENOUGH} radiographs with or without the finding")

    @property
    def operating_point(self) -> OperatingPoint:
        return OperatingPoint(
            self.threshold,
            self.sensitivity,
            self.specificity,
            f"local profile, chosen on {self.positives} radiographs with and {self.negatives} "
            "without it",
            self.positives,
        )


class LocalPoints:
    """The points in use; one of another version of a bundle is kept, but not used."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(SCHEMA)
        self._points = {(p.bundle.name, p.label): p for p in self._stored()}

    def of(self, bundle: str, label: str) -> LocalPoint | None:
        return self._points.get((bundle, label))

    def save(self, point: LocalPoint) -> None:
        """Use ``point`` from now on, in the place of one for the same bundle and label."""
        self._points[point.bundle.name, point.label] = point
        body = msgspec.json.encode(point).decode()
        sql = (
            "INSERT INTO local_point VALUES (?, ?, ?) "
            "ON CONFLICT (bundle, label) DO UPDATE SET body = excluded.body"
        )
        self._database.change(Change(sql, (point.bundle.name, point.label, body)))

    def remove(self, bundle: str, label: str) -> None:
        """Go back to the bundle's own operating point."""
        self._points.pop((bundle, label), None)
        sql = "DELETE FROM local_point WHERE bundle = ? AND label = ?"
        self._database.change(Change(sql, (bundle, label)))

    def applied(self, analysis: Analysis) -> Analysis:
        """Return ``analysis`` with the points of this place."""
        findings = tuple(self._applied(finding) for finding in analysis.findings)
        return analysis if findings == analysis.findings else replace(analysis, findings=findings)

    def warnings(self, bundles: "Iterable[ModelBundle]") -> tuple[Notice, ...]:
        """Return a notice for each bundle that is another one than its points were chosen for."""
        here = {bundle.identity.name: bundle.identity for bundle in bundles}
        labels: dict[str, list[str]] = {}
        for (name, label), point in self._points.items():
            if name in here and here[name].checksum != point.bundle.checksum:
                labels.setdefault(name, []).append(label)
        return tuple(
            Notice(
                Severity.WARNING,
                f"The model {name} has changed since local operating points were chosen for it "
                f"({', '.join(sorted(found))}). They are not used any more.",
                "Choose them again in the threshold lab.",
            )
            for name, found in sorted(labels.items())
        )

    def _applied(self, finding: Finding) -> Finding:
        point = self.of(finding.bundle.name, finding.pathology)
        if point is None or point.bundle.checksum != finding.bundle.checksum:
            return finding
        return replace(finding, operating_point=point.operating_point, local=True)

    def _stored(self) -> Iterable[LocalPoint]:
        for (body,) in self._database.read("SELECT body FROM local_point"):
            try:
                yield msgspec.json.decode(body, type=LocalPoint)
            except (msgspec.MsgspecError, TypeError, ValueError):
                # What a damaged disk left stays where it is, and is not used.
                continue
