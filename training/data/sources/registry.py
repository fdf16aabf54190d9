"""The adapters by name, and the one way to read a data set."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cxrviewer.domain.errors import UsageError
from training.data.feedback import read_feedback
from training.data.samples import Dataset
from training.data.sources.classes import read_class_folders
from training.data.sources.covid_chestxray import read_covid_chestxray
from training.data.sources.dicom_folder import DicomOptions, read_dicom_folder
from training.data.sources.joined import read_s0
from training.data.sources.jsrt import read_jsrt
from training.data.sources.kermany import read_kermany
from training.data.sources.lung_masks import (
    PairOptions,
    read_covid_qu_ex,
    read_covid_radiography_lungs,
    read_mask_pairs,
    read_montgomery_lungs,
    read_shenzhen_lungs,
)
from training.data.sources.nih import read_nih
from training.data.sources.nlm import read_montgomery, read_shenzhen
from training.data.sources.plain_csv import CsvOptions, read_csv
from training.data.sources.prepared import read_chest3, read_covid, read_lungs, read_nih14, read_tb
from training.data.sources.qatar import read_covid_radiography, read_qatar_tb
from training.data.sources.soundness import require_sound
from training.data.sources.tbx11k import read_tbx11k
from training.data.sources.triples import TripleOptions, read_triples


@dataclass(frozen=True, slots=True)
class Adapter:
    """One published layout.

    ``read`` takes the data folder and its options, as keywords or as one value of ``options``.
    Every option is a word.
    """

    read: Callable[..., Dataset]
    options: type[Any] | None = None

    @property
    def summary(self) -> str:
        """Return the first line of what the adapter says of itself."""
        return (inspect.getdoc(self.read) or "").splitlines()[0]

    @property
    def defaults(self) -> dict[str, str | None]:
        """Return the options with their default words, None where a word must be given."""
        parameters = inspect.signature(self.options or self.read).parameters.values()
        words = [p for p in parameters if p.kind is inspect.Parameter.KEYWORD_ONLY]
        return {p.name: None if p.default is p.empty else str(p.default) for p in words}


ADAPTERS: dict[str, Adapter] = {
    "lungs": Adapter(read_lungs),
    "tb": Adapter(read_tb),
    "nih14": Adapter(read_nih14),
    "chest3": Adapter(read_chest3),
    "covid": Adapter(read_covid),
    "nih": Adapter(read_nih),
    "nih-triples": Adapter(read_triples, TripleOptions),
    "tbx11k": Adapter(read_tbx11k),
    "shenzhen": Adapter(read_shenzhen),
    "montgomery": Adapter(read_montgomery),
    "kermany": Adapter(read_kermany),
    "qatar-tb": Adapter(read_qatar_tb),
    "covid-radiography": Adapter(read_covid_radiography),
    "covid-chestxray": Adapter(read_covid_chestxray),
    "s0": Adapter(read_s0),
    "mask-pairs": Adapter(read_mask_pairs, PairOptions),
    "shenzhen-lungs": Adapter(read_shenzhen_lungs),
    "montgomery-lungs": Adapter(read_montgomery_lungs),
    "jsrt": Adapter(read_jsrt),
    "covid-qu-ex": Adapter(read_covid_qu_ex),
    "covid-radiography-lungs": Adapter(read_covid_radiography_lungs),
    "folders": Adapter(read_class_folders),
    "csv": Adapter(read_csv, CsvOptions),
    "dicom": Adapter(read_dicom_folder, DicomOptions),
    "feedback": Adapter(read_feedback),
}


def read_source(name: str, data: Path, options: Mapping[str, str] | None = None) -> Dataset:
    """Return the data set ``name`` in the folder ``data``, checked as ``soundness`` says."""
    adapter, given = ADAPTERS[name], dict(options or {})
    require_options(name, given)
    if adapter.options is None:
        dataset = adapter.read(data, **given)
    else:
        dataset = adapter.read(data, adapter.options(**given))
    require_sound(dataset, data)
    return dataset


def require_options(name: str, given: Mapping[str, str]) -> None:
    """Raise UsageError for an option that the adapter does not have, or one that it lacks."""
    known = ADAPTERS[name].defaults
    strange = [option for option in given if option not in known]
    if strange:
        raise UsageError(
            f"{name} has no option {', '.join(strange)}.",
            remedy=f"It has {', '.join(known) or 'none'}.",
        )
    lacking = [option for option, word in known.items() if word is None and option not in given]
    if lacking:
        raise UsageError(
            f"{name} needs {', '.join(lacking)}.",
            remedy=f"Add --set {lacking[0]}=WORD to the command.",
        )
