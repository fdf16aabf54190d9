"""Which compressed pictures can be decoded here, for ``cxrviewer doctor``."""

from collections.abc import Iterator

CODECS = (
    ("JPEG extended 12 bit and lossless", "JPEG8"),
    ("JPEG-LS", "JPEGLS"),
    ("JPEG 2000", "JPEG2K"),
    ("High-Throughput JPEG 2000", "HTJ2K"),
    ("RLE", "DICOMRLE"),
)


def describe_decoders() -> Iterator[tuple[str, str]]:
    """Yield what is compressed how, and the library that decodes it or that it is missing."""
    import imagecodecs  # noqa: PLC0415  (slow to load)
    from PIL import features  # noqa: PLC0415  (slow to load)

    yield "JPEG baseline", _said("Pillow", available=bool(features.check("jpg")))
    for what, name in CODECS:
        yield what, _said("imagecodecs", available=bool(getattr(imagecodecs, name).available))


def _said(library: str, *, available: bool) -> str:
    return library if available else f"MISSING from {library}"
