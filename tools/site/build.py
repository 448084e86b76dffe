"""Build the documentation as a site: `make site` writes dist/site. A warning, such as a dead link, is an error."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BESIDE = ("CONTRIBUTING.md", "CHANGELOG.md")
OUT = ROOT / "dist" / "site"
# Links as they hold in the repository, and what they are here.
MOVED = (
    (r"\]\(docs/", "]("),
    (r"\]\(\.\./(CONTRIBUTING|CHANGELOG)\.md", r"](\1.md"),
    (r"\]\(\.\./\.\./scenarios/", "](../scenarios/"),
    (r"\]\((?:decisions|institutions)/\)", "](index.md)"),
    (r"\[([^\]]+)\]\(LICENSE\)", r"\1"),
)
FOREIGN = re.compile(r"""<(?:link|script|img|iframe|source)\b[^>]*?(?:href|src)=["'](?:https?:)?//""")


def gather(folder: Path) -> None:
    """The pages of docs/, the two beside it and the scenarios, in one folder, with the links among them mended."""
    shutil.copytree(ROOT / "docs", folder)
    shutil.copytree(ROOT / "scenarios", folder / "scenarios")
    for name in BESIDE:
        shutil.copy(ROOT / name, folder / name)
    for page in folder.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        for lying, here in MOVED:
            text = re.sub(lying, here, text)
        page.write_text(text, encoding="utf-8")


def foreign(out: Path) -> list[str]:
    """Pages that would ask another machine for something."""
    return [str(page) for page in out.rglob("*.html") if FOREIGN.search(page.read_text(encoding="utf-8"))]


def main() -> None:
    """Gather, build, look for requests to others."""
    with tempfile.TemporaryDirectory() as place:
        gather(Path(place) / "docs")
        shutil.rmtree(OUT, ignore_errors=True)
        command = ["-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-c", str(Path(__file__).parent)]
        doctrees = ["-d", str(Path(place) / "trees")]
        built = subprocess.run([sys.executable, *command, *doctrees, f"{place}/docs", str(OUT)], check=False)
    if built.returncode:
        sys.exit(built.returncode)
    if pages := foreign(OUT):
        sys.exit(f"These pages ask another machine for something: {', '.join(pages)}")
    print(f"The documentation is in {OUT.relative_to(ROOT)}; open index.html there.")


if __name__ == "__main__":
    main()
