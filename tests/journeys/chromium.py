"""Find a Chromium, or install one: `python -m tests.journeys.chromium` prints where it is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

# Quiet and without a sandbox of its own, which root cannot have; QUIC and background traffic have no place in a test.
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """Return the path of a Chromium: PORTAL_CHROMIUM, one on the path, or playwright's own; None where there is none."""
    if "PORTAL_CHROMIUM" in os.environ:
        return os.environ["PORTAL_CHROMIUM"]
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install() -> None:
    """Install Debian's Chromium as root, playwright's otherwise."""
    if os.geteuid() == 0 and (apt := shutil.which("apt-get")):
        subprocess.run([apt, "update", "--quiet"], check=True)
        command = [apt, "install", "--quiet", "--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core"]
        if subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}).returncode == 0:
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Make sure that there is a Chromium; return the exit code."""
    if find() is None:
        install()
    print(find() or "No Chromium: set PORTAL_CHROMIUM to one.")  # noqa: T201 -- this is what the command is for
    return 0 if find() else 1


if __name__ == "__main__":
    sys.exit(main())
