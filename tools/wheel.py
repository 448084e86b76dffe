"""Build the wheel and try it where there is no Node and no source: `python tools/wheel.py`.

Builds into dist/, unpacks into a fresh environment that sees the packages of this one, and there asks for the
help, reckons a due date, makes a database and fetches the portal's first page with its style sheet.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEEDED = (
    "banshi/kernel/ui/static/banshi/dist/app.css",
    "banshi/kernel/ui/static/banshi/dist/app.js",
    "banshi/locale/en/LC_MESSAGES/django.mo",
    "banshi/kernel/documents/typst/layout.typ",
    "banshi/kernel/workdays/data/2026.csv",
)
PATIENCE = 60


def build(folder: Path) -> Path:
    """The wheel of this source, built in `folder`; nothing but Python is asked for."""
    without_node = {**os.environ, "PATH": "/nowhere"}
    subprocess.run([sys.executable, "tools/messages.py", "compile"], cwd=ROOT, check=True)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, env=without_node, check=True, stdout=subprocess.DEVNULL)
    return max(folder.glob("banshi-*.whl"), key=lambda path: path.stat().st_mtime)


def missing(wheel: Path) -> list[str]:
    """What the product needs and the wheel lacks."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    return [name for name in NEEDED if name not in names]


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the wheel in it and the packages of this one behind it; its `bin`."""
    venv.create(folder, with_pip=False)
    site = next(folder.glob("lib/python*/site-packages"))
    here = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    target = ["install", "--quiet", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *target], check=True)
    # A plain path, so that no editable install of this source is followed.
    (site / "zz-borrowed.pth").write_text(f"{here}\n", encoding="utf-8")
    return folder / "bin"


def try_out(python: Path, data: Path) -> None:
    """Help, a due date, a database, one page and its style sheet; raises when one of them fails."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith(("BANSHI", "PYTHON"))}
    clean |= {"BANSHI_ENV": "demo", "BANSHI_DATA": str(data), "PATH": "/nowhere"}

    def banshi(*arguments: str) -> str:
        command = [str(python), "-m", "banshi.config.cli", *arguments]
        done = subprocess.run(command, env=clean, cwd=data, check=True, capture_output=True, text=True)
        return done.stdout

    where = subprocess.run(
        [str(python), "-c", "import banshi; print(banshi.__file__)"],
        env=clean,
        cwd=data,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert str(ROOT) not in where, where
    assert "banshi due" in banshi("--help")
    assert "到期" in banshi("due", "--from", "2026-09-28", "--limit", "5wd")
    banshi("migrate")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(python), "-m", "banshi.config.cli", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=clean, cwd=data, stdout=subprocess.DEVNULL) as server:
        try:
            page = _fetch(f"http://127.0.0.1:{port}/")
            sheet = re.search(r'href="(/static/[^"]+app[^"]*\.css)"', page)
            assert sheet, page[:500]
            assert "--brand" in _fetch(f"http://127.0.0.1:{port}{sheet[1]}")
        finally:
            server.terminate()


def _fetch(address: str) -> str:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def main() -> None:
    """Build, look, try; say where the wheel lies."""
    wheel = build(ROOT / "dist")
    if lacking := missing(wheel):
        sys.exit(f"The wheel lacks {', '.join(lacking)}. Build the pages' assets first: make base")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "data").mkdir()
        try_out(install(wheel, folder / "venv") / "python", folder / "data")
    print(f"{wheel.relative_to(ROOT)} ({wheel.stat().st_size // 1024} KB) works without Node.")


if __name__ == "__main__":
    main()
