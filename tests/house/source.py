"""Reading the house's own source: files, syntax trees, templates. Used by the house tests only."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "banshi"
# In the order of the annexes.
INSTITUTIONS = {
    "refusals": "否定备案",
    "extended_hours": "延时服务",
    "appointments": "预约服务",
    "provisional_acceptance": "容缺受理",
    "first_contact": "首问负责",
    "one_time_notice": "一次性告知",
    "time_limits": "限时办结",
    "guidance": "咨询引导",
    "conduct": "服务行为",
    "complaints": "投诉举报",
    "supervision": "监督考核",
    "accountability": "问责",
}
ROOMS = tuple(INSTITUTIONS)
TEMPLATE_LINK = re.compile(r"""{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> tuple[Path, ...]:
    """All Python files of the product but its migrations."""
    return tuple(sorted(path for path in SRC.rglob("*.py") if "migrations" not in path.parts))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, node: ast.AST | None = None) -> str:
    """Where something stands, for a message: path and line."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(ROOT).as_posix()}{line}"


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file, nested ones too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def strings(node: ast.AST) -> Iterator[ast.Constant]:
    """Every literal string under a node, docstrings included."""
    return (part for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of names, or an empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


@cache
def templates() -> dict[str, Path]:
    """Every template of the product: its name for Django, and its file."""
    folders = [folder for folder in SRC.rglob("templates") if folder.is_dir()]
    files = [(folder, path) for folder in folders for path in sorted(folder.rglob("*.*"))]
    return {path.relative_to(folder).as_posix(): path for folder, path in files}


def room_of(path: Path) -> str | None:
    """The room (institution) a file lies in, if it lies in one."""
    parts = path.relative_to(SRC).parts
    return parts[1] if parts[0] == "institutions" and len(parts) > 2 else None


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(path for path in paths if path.is_file())
