import numpy as np

from cxrviewer.domain.analysis import AttentionGrid, BundleIdentity, BundleStatus
from cxrviewer.imaging.geometry import fit_letterbox
from cxrviewer.imaging.overlays import blend, colour_table, heatmap_rgba, make_heatmap, mask_rgba

BUNDLE = BundleIdentity("b", "1.0.0", "0" * 64, BundleStatus.DEMO)


def grid_of(values: list[list[float]], scale: float) -> AttentionGrid:
    box = fit_letterbox(40, 40, height=32, width=32)
    return AttentionGrid("Mass", BUNDLE, np.array(values, np.float32), scale, box)


def test_that_the_colour_scale_is_the_bundles_and_not_the_radiographs() -> None:
    weak = make_heatmap(grid_of([[0.0, 0.1], [0.0, 0.0]], scale=1.0))
    strong = make_heatmap(grid_of([[0.0, 0.5], [0.0, 0.0]], scale=1.0))
    assert weak.values.shape == (40, 40)
    assert np.isclose(weak.values.max(), 0.1, atol=1e-6)
    assert np.isclose(strong.values.max(), 0.5, atol=1e-6)


def test_that_attention_beyond_the_scale_is_cut_at_its_end() -> None:
    assert make_heatmap(grid_of([[9.0]], scale=1.0)).values.max() == 1.0


def test_that_a_heatmap_is_transparent_where_the_model_did_not_look() -> None:
    values = np.array([[0.0, 0.09, 0.5]], np.float32)
    alpha = heatmap_rgba(values, opacity=0.5)[0, :, 3]
    assert alpha.tolist() == [0, 0, 128]


def test_that_the_colour_bar_rises_in_lightness() -> None:
    lightness = colour_table().astype(int) @ np.array([299, 587, 114])
    assert (np.diff(lightness) >= -600).all()
    assert lightness[-1] > lightness[0]


def test_that_a_mask_has_a_solid_outline_and_a_thin_tint() -> None:
    mask = np.zeros((50, 50), np.bool_)
    mask[10:40, 10:40] = True
    alpha = mask_rgba(mask, opacity=1.0)[..., 3]
    assert alpha[10, 20] == 255
    assert 0 < alpha[25, 25] < 128
    assert alpha[2, 2] == 0


def test_that_a_transparent_overlay_leaves_the_display_values_exact() -> None:
    display = np.arange(256, dtype=np.uint8).reshape(16, 16)
    rgb = blend(display, np.zeros((16, 16, 4), np.uint8))
    assert all(np.array_equal(rgb[..., c], display) for c in range(3))
