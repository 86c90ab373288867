# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where Odoo 19 itself comes from.

The first of these that answers is used:

1. the checkout or installation that ``ODOO_SOURCE`` points to;
2. an Odoo 19 that the Python in use can already import;
3. the Debian package, extracted below the private folder (never installed);
4. a shallow clone of the public repository.

No tool of the community does this: click-odoo-contrib and its relatives expect an Odoo
that is installed already.

Whatever it is, it is linked as the only content of one folder, which then goes
on ``PYTHONPATH``: nothing else that lies beside Odoo can get in the way.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
from pathlib import Path

from .console import HostError, run, say, step
from .paths import PRIVATE, built_once, digest, locked, private

SERIES = "19.0"
REPOSITORY = "https://github.com/odoo/odoo.git"

# The package links to files of these by relative path. Font Awesome 5 and later
# no longer has the files, so that one comes from an older suite.
DEBIAN_PACKAGES = (
    "odoo-19/sid",
    "libjs-jquery/sid",
    "libjs-jquery-form/sid",
    "libjs-underscore/sid",
    "fonts-roboto-unhinted/sid",
    "fonts-montserrat/sid",
    "fonts-inconsolata/sid",
    "fonts-ocr-b/sid",
    "fonts-font-awesome/bookworm",
)
# The package leaves this library out, but the asset bundles name it; a missing
# file is an error in the browser's console, which fails every browser test.
LEFT_OUT = "addons/mail/static/lib/selfie_segmentation/selfie_segmentation.js"
NOTE = "// Blurring the background of a video call is not part of this host.\n"


class Source:
    """An Odoo 19: the ``odoo`` package, its version and its folders of add-ons."""

    def __init__(self, package: Path, version: str):
        self.package = package
        self.version = version

    @property
    def addons(self) -> list[Path]:
        """Folders of add-ons beside the package, as a checkout has them."""
        beside = self.package.parent / "addons"
        return [beside] if (beside / "web").is_dir() else []

    def python_path(self) -> Path:
        """The folder that holds a link to the package and nothing else."""
        link = private("odoo", "path", "odoo")
        with locked("python_path"):
            if not link.is_symlink() or link.readlink() != self.package:
                link.unlink(missing_ok=True)
                link.symlink_to(self.package)
        return link.parent


def find() -> Source:
    return _from_variable() or _importable() or _extracted() or _cloned()


def _series(package: Path) -> str:
    """The series (``19.0``) that an ``odoo`` package says to be, or ''."""
    release = package / "release.py"
    text = release.read_text() if release.is_file() else ""
    found = re.search(r"^version_info = \((\d+), (\d+),", text, re.M)
    return f"{found[1]}.{found[2]}" if found else ""


def _from_variable() -> Source | None:
    given = os.environ.get("ODOO_SOURCE")
    if not given:
        return None
    package = Path(given).expanduser().resolve() / "odoo"
    if _series(package) != SERIES:
        raise HostError(
            f"ODOO_SOURCE={given} holds no Odoo {SERIES}.",
            "Point it to the folder that contains Odoo's 'odoo' package, or unset it.",
        )
    return Source(package, _checkout_version(package))


def _checkout_version(package: Path) -> str:
    """The commit, and whether it was changed; the path where git cannot tell."""
    if not (package.parent / ".git").exists():
        return f"{SERIES}-{digest(str(package), (package / 'release.py').read_text())}"
    commit = run(["git", "-C", package.parent, "rev-parse", "HEAD"]).strip()
    return f"{SERIES}-{commit[:12]}"


def _importable() -> Source | None:
    spec = importlib.util.find_spec("odoo")
    for folder in (spec and spec.submodule_search_locations) or []:
        package = Path(folder).resolve()
        if PRIVATE not in package.parents and _series(package) == SERIES:
            return Source(package, _checkout_version(package))
    return None


def _extracted() -> Source | None:
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        return None
    folder = private("odoo", "debian")
    package = folder / "root/usr/lib/python3/dist-packages/odoo"
    try:
        with built_once(folder, digest(*DEBIAN_PACKAGES, NOTE)) as missing:
            if missing:
                with step("Downloading Odoo 19 from the Debian archive (130 MB)"):
                    _download(folder)
                    _extract(folder, package)
    except HostError as error:
        say(f"  The Debian archive did not help: {error}")
        return None
    return Source(package, (folder / "version").read_text())


def _download(folder: Path) -> None:
    """Fetch the packages with private lists: the machine's own state is untouched."""
    for name in ("lists", "cache", "packages"):
        (folder / name / "partial").mkdir(parents=True)
    lines = [
        f"deb {address} {suite} main\n"
        for address in _archives()
        for suite in ("sid", "bookworm")
    ]
    (folder / "sources.list").write_text("".join(lines))
    options = {
        "Dir::Etc::SourceList": folder / "sources.list",
        "Dir::Etc::SourceParts": "/nonexistent",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "",
    }
    apt = ["apt-get", "-q", *(f"-o{name}={value}" for name, value in options.items())]
    run([*apt, "update"])
    run([*apt, "download", *DEBIAN_PACKAGES], cwd=folder / "packages")


def _archives() -> list[str]:
    """The addresses of the Debian archive that this machine is configured for."""
    targets = run(["apt-get", "indextargets", "--format", "$(COMPONENT) $(REPO_URI)"])
    found = {
        address
        for component, _, address in (
            line.partition(" ") for line in targets.split("\n")
        )
        if component == "main" and address.rstrip("/").endswith("debian")
    }
    if not found:
        raise HostError(f"{platform.platform()} is not set up for a Debian archive.")
    return sorted(found)


def _extract(folder: Path, package: Path) -> None:
    packages = sorted((folder / "packages").glob("*.deb"))
    for each in packages:
        run(["dpkg", "-x", each, folder / "root"])
    left_out = package / LEFT_OUT
    if not left_out.exists():
        left_out.parent.mkdir(parents=True, exist_ok=True)
        left_out.write_text(NOTE)
    name = next(each.name for each in packages if each.name.startswith("odoo-19"))
    (folder / "version").write_text(name.split("_")[1])
    for temporary in ("lists", "cache", "packages"):
        shutil.rmtree(folder / temporary)


def _cloned() -> Source:
    folder = private("odoo", "clone")
    with built_once(folder, SERIES) as missing:
        if missing:
            with step(f"Cloning Odoo {SERIES} (about 400 MB)"):
                run(
                    ["git", "clone", "-q", "--depth=1", f"--branch={SERIES}"]
                    + [REPOSITORY, folder / "odoo"],
                    remedy="Get an Odoo 19 and point ODOO_SOURCE to its folder.",
                )
    package = folder / "odoo" / "odoo"
    return Source(package, _checkout_version(package))
