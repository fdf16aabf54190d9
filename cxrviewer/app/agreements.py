"""Which agreements are known, why some are not, and who wants to be told."""

from dataclasses import dataclass

from psygnal import Signal

from cxrviewer.app.jobs import ByteCache
from cxrviewer.domain.agreement import Agreement
from cxrviewer.domain.analysis import BundleIdentity
from cxrviewer.domain.radiograph import RadiographKey

CACHE_BYTES = 64 * 2**20


@dataclass(frozen=True, slots=True)
class AgreementKey:
    """Of which radiograph, and of which model's attention."""

    radiograph: RadiographKey
    bundle: BundleIdentity


class Agreements:
    """What was measured, by radiograph and model. ``changed`` carries the key of the news."""

    changed = Signal(AgreementKey)

    def __init__(self) -> None:
        self._known: ByteCache[AgreementKey, Agreement] = ByteCache(CACHE_BYTES, _bytes_of)
        self._failures: dict[AgreementKey, str] = {}

    def of(self, key: AgreementKey) -> Agreement | None:
        return self._known.get(key)

    def failure_of(self, key: AgreementKey) -> str:
        """Return why there is no agreement, as far as that is known."""
        return self._failures.get(key, "")

    def take(self, agreement: Agreement) -> None:
        key = AgreementKey(agreement.key, agreement.bundle)
        self._failures.pop(key, None)
        self._known.put(key, agreement)
        self.changed.emit(key)

    def fail(self, key: AgreementKey, why: str) -> None:
        self._failures[key] = why
        self.changed.emit(key)

    def forget_all(self) -> None:
        """Drop everything, because other models are about to speak."""
        self._known.clear()
        self._failures.clear()


def _bytes_of(agreement: Agreement) -> int:
    return sum(agreed.values.nbytes for agreed in agreement.attention)
