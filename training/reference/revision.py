"""The statistics into the bundle whose network they belong to."""

from pathlib import Path

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.bundle.reference import REFERENCE_FILE
from cxrviewer.inference.models import BundleSegmenter
from training.bundling.revision import raised, with_record, write_revision
from training.reference.fitting import fit_reference, reference_file, upright
from training.reference.gathering import MOST_PER_SOURCE, gather, limited, reference_split


def with_reference(
    segmenter: BundleSegmenter, data: Path, *, new_version: bool = True
) -> ModelBundle:
    """Fit the statistics on the radiographs below ``data`` and write them into the bundle."""
    samples = limited(reference_split(data).train, MOST_PER_SOURCE)
    gathered = gather(segmenter, samples, data)
    reference = fit_reference(gathered)
    bundle = segmenter.bundle
    record = {
        "radiographs": len(samples),
        "left_out_as_turned_or_inverted": len(samples) - len(upright(gathered).sound),
        "distance_limit": reference.limit,
        "probes": [code.value for code in reference.codes],
    }
    manifest = raised(bundle.manifest) if new_version else bundle.manifest
    manifest = with_record(manifest, "input_reference", record)
    files = {REFERENCE_FILE: reference_file(reference)}
    return write_revision(bundle, manifest, bundle.folder, files=files)
