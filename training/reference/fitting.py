"""From features to the statistics that the viewer holds new radiographs against."""

import io

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from cxrviewer.bundle.reference import InputReference
from cxrviewer.domain.doubts import DoubtCode
from training.data.splits import rank_of
from training.reference.copies import FIT_COPIES
from training.reference.gathering import SEED, Gathered

DIRECTIONS = 64
FOLDS = 4
STRENGTH = 0.01
MISSED = 0.003
"""Share of sound radiographs, held out fold by fold, above each limit. Eight figures are compared,
and all of them together are to raise fewer than five false alarms in a hundred."""


def fit_reference(gathered: Gathered) -> InputReference:
    """Return mean, directions, probes and limits, the limits from patients that were left out.

    What looks turned or inverted as it stands is left out of all of it: public sets hold a few
    radiographs that are.
    """
    gathered = upright(gathered)
    mean, axes = directions(gathered.sound)
    scale = float(gathered.sound.std(axis=0).mean())
    codes, kernels, biases, limits = [], [], [], []
    for code, features, truth in _tasks(gathered):
        kernel, bias = probe((features - mean) / scale, truth)
        codes.append(code)
        kernels.append(kernel / scale)
        biases.append(bias)
        limits.append(_probe_limit((features - mean) / scale, truth, _folds(features, gathered)))
    return InputReference(
        mean=mean,
        axes=axes,
        limit=_distance_limit(gathered),
        codes=tuple(codes),
        kernels=np.stack(kernels, axis=1).astype(np.float32),
        biases=np.asarray(biases, np.float32),
        limits=np.asarray(limits, np.float32),
    )


def upright(gathered: Gathered) -> Gathered:
    """Return those radiographs that no probe of left-out patients finds turned or inverted."""
    mean, scale = gathered.sound.mean(axis=0), float(gathered.sound.std(axis=0).mean())
    kept = np.ones(len(gathered.sound), np.bool_)
    for code, features, truth in _tasks(gathered):
        if code in (DoubtCode.ROTATED, DoubtCode.INVERTED):
            folds = _folds(features, gathered)
            kept &= _left_out_logits((features - mean) / scale, truth, folds)[: len(kept)] <= 0.0
    return Gathered(
        gathered.sound[kept],
        gathered.copies[:, kept],
        gathered.ages[kept],
        tuple(p for p, is_kept in zip(gathered.patients, kept, strict=True) if is_kept),
    )


def reference_file(reference: InputReference) -> bytes:
    """Return the .npz that a bundle keeps."""
    target = io.BytesIO()
    np.savez_compressed(target, allow_pickle=False, **reference.arrays())
    return target.getvalue()


def directions(sound: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the mean, (d,), and the directions of greatest variance over their spread, (d, k)."""
    mean = sound.mean(axis=0)
    _, spread, basis = np.linalg.svd(sound - mean, full_matrices=False)
    count = min(DIRECTIONS, len(sound) - 1)
    axes = basis[:count].T / (spread[:count] / np.sqrt(len(sound)))
    return np.asarray(mean, np.float32), np.asarray(axes, np.float32)


def probe(
    features: NDArray[np.float32], truth: NDArray[np.bool_]
) -> tuple[NDArray[np.float32], float]:
    """Return kernel, (d,), and bias of a logistic regression."""
    model = LogisticRegression(C=STRENGTH, max_iter=400).fit(features, truth)
    return np.asarray(model.coef_[0], np.float32), float(model.intercept_[0])


def _tasks(
    gathered: Gathered,
) -> list[tuple[DoubtCode, NDArray[np.float32], NDArray[np.bool_]]]:
    """Return a code with features and truth for each probe."""
    count = len(gathered.sound)
    truth = np.arange(2 * count) >= count
    tasks = [
        (spoiling.code, np.concatenate([gathered.sound, copies]), truth)
        for spoiling, copies in zip(FIT_COPIES, gathered.copies, strict=True)
    ]
    known = ~np.isnan(gathered.ages)
    if len(set(gathered.ages[known])) == 2:
        tasks.append((DoubtCode.CHILD, gathered.sound[known], gathered.ages[known] == 1.0))
    return tasks


def _folds(features: NDArray[np.float32], gathered: Gathered) -> NDArray[np.int64]:
    """Return the fold of each row, by patient; a task holds the sound ones once or doubled."""
    folds = np.asarray([int(rank_of(p, SEED)[:8], 16) % FOLDS for p in gathered.patients])
    if len(features) == 2 * len(folds):
        return np.concatenate([folds, folds])
    return folds[~np.isnan(gathered.ages)]


def _probe_limit(
    features: NDArray[np.float32], truth: NDArray[np.bool_], folds: NDArray[np.int64]
) -> float:
    """Return the logit that few sound radiographs of left-out patients exceed, at least 0."""
    logits = _left_out_logits(features, truth, folds)[~truth]
    return max(0.0, float(np.quantile(logits, 1.0 - MISSED)))


def _left_out_logits(
    features: NDArray[np.float32], truth: NDArray[np.bool_], folds: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return each row's logit from the probe that has not seen its patient, (n,)."""
    logits = np.zeros(len(features), np.float64)
    for fold in range(FOLDS):
        kernel, bias = probe(features[folds != fold], truth[folds != fold])
        logits[folds == fold] = features[folds == fold] @ kernel + bias
    return logits


def _distance_limit(gathered: Gathered) -> float:
    folds = np.asarray([int(rank_of(p, SEED)[:8], 16) % FOLDS for p in gathered.patients])
    found = []
    for fold in range(FOLDS):
        mean, axes = directions(gathered.sound[folds != fold])
        inside = (gathered.sound[folds == fold] - mean) @ axes
        found.append(np.sqrt(np.mean(np.square(inside), axis=1)))
    return float(np.quantile(np.concatenate(found), 1.0 - MISSED))
