"""macOS: a disk image around the application bundle that build.spec makes there."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from scripts.packaging.describing import BILL, LICENCES
from scripts.packaging.places import HERE, NAME, TITLE, Payload, run

# The name of a "Developer ID Application" certificate in the keychain; empty signs ad hoc.
IDENTITY_VARIABLE = "CXRVIEWER_SIGNING_IDENTITY"
# A keychain profile for Apple's notary; empty leaves the image without its ticket.
NOTARY_VARIABLE = "CXRVIEWER_NOTARY_PROFILE"
ENTITLEMENTS = HERE / "macos" / "entitlements.plist"
AD_HOC = "-"
# The first bytes of programs and libraries: of one processor (64 bit), and of several.
MACH_O = (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def write_image(payload: Payload, out: Path) -> Path:
    """Return the disk image. Works on macOS alone, whose tools it calls."""
    bundle = payload.folder.parent / f"{NAME}.app"
    for paper in (LICENCES, BILL):
        shutil.copy(payload.folder / paper, bundle / "Contents" / "Resources")
    identity = os.environ.get(IDENTITY_VARIABLE, "") or AD_HOC
    sign(bundle, identity)
    image = out / f"{NAME}-{payload.version}-arm64.dmg"
    source = ["-srcfolder", _stage(bundle), "-volname", TITLE]
    run(["hdiutil", "create", "-ov", "-format", "UDZO", *source, image])
    if identity != AD_HOC:
        run(["codesign", "--sign", identity, "--timestamp", image])
    profile = os.environ.get(NOTARY_VARIABLE, "")
    if profile:
        _notarise(image, profile)
    return image


def sign(bundle: Path, identity: str) -> None:
    """Sign everything in ``bundle``, what lies inside before what it lies in, and look at it."""
    hardened = [] if identity == AD_HOC else ["--options", "runtime", "--timestamp"]
    words = ["codesign", "--force", *hardened, "--sign", identity]
    for path in signing_order(bundle):
        run([*words, path])
    # Children are the same program, so that they have its entitlements.
    run([*words, "--entitlements", ENTITLEMENTS, bundle])
    run(["codesign", "--verify", "--deep", "--strict", bundle])


def signing_order(bundle: Path) -> Iterator[Path]:
    """Yield the libraries, then the frameworks, the deepest first; the bundle itself comes after.

    The bundle's own program is signed with the bundle.
    """
    contents = [path for path in bundle.rglob("*") if not path.is_symlink()]
    contents.sort(key=lambda path: len(path.parts), reverse=True)
    own = bundle / "Contents" / "MacOS"
    yield from (path for path in contents if path.parent != own and _is_code(path))
    yield from (path for path in contents if path.suffix == ".framework")


def _is_code(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in MACH_O


def _stage(bundle: Path) -> Path:
    """Return a folder with the bundle, and a link to where it is dragged."""
    stage = bundle.parent / "image"
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    shutil.copytree(bundle, stage / bundle.name, symlinks=True)
    (stage / "Applications").symlink_to("/Applications")
    return stage


def _notarise(image: Path, profile: str) -> None:
    run(["xcrun", "notarytool", "submit", image, "--keychain-profile", profile, "--wait"])
    run(["xcrun", "stapler", "staple", image])
    context = ["--type", "open", "--context", "context:primary-signature"]
    run(["spctl", "--assess", *context, "--verbose", image])
