"""The browser that tests try the page with: a Chromium of this machine."""

import os
import shutil
from collections.abc import Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "The page was not tried in a browser: no Chromium was found. Install one so that it is on the path "
    "(Debian: apt-get install chromium), or name it in CHROMIUM, and run this again."
)


def chromium(environment: Mapping[str, str] = os.environ) -> str | None:
    """The program to start: what `CHROMIUM` names, else one on the path; None where there is none."""
    if named := environment.get("CHROMIUM"):
        return shutil.which(named)
    return next(filter(None, map(shutil.which, NAMES)), None)
