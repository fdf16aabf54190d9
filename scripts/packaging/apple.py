"""macOS: a disk image around the application bundle that build.spec makes there."""

import os
from pathlib import Path

from scripts.packaging.places import NAME, TITLE, Payload, run

# The name of a "Developer ID Application" certificate in the keychain; empty signs ad hoc.
IDENTITY_VARIABLE = "CXRVIEWER_SIGNING_IDENTITY"
# A keychain profile for Apple's notary; empty leaves the image without its ticket.
NOTARY_VARIABLE = "CXRVIEWER_NOTARY_PROFILE"


def write_image(payload: Payload, out: Path) -> Path:
    """Return the disk image. Works on macOS alone, whose tools it calls."""
    bundle = payload.folder.parent / f"{NAME}.app"
    identity = os.environ.get(IDENTITY_VARIABLE, "") or "-"
    hardened = [] if identity == "-" else ["--options", "runtime", "--timestamp"]
    run(["codesign", "--force", "--deep", *hardened, "--sign", identity, bundle])
    image = out / f"{NAME}-{payload.version}.dmg"
    source = ["-srcfolder", bundle, "-volname", TITLE]
    run(["hdiutil", "create", "-ov", "-format", "UDZO", *source, image])
    profile = os.environ.get(NOTARY_VARIABLE, "")
    if profile:
        run(["xcrun", "notarytool", "submit", image, "--keychain-profile", profile, "--wait"])
        run(["xcrun", "stapler", "staple", image])
    return image
