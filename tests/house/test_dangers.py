"""What the source never does, or in these places only: start programs, evaluate, speak outside, keep in browsers."""

import ast
import re

import pytest
from django.conf import settings

from tests.house.source import SRC, dotted, modules, place, tree

pytestmark = pytest.mark.pure

# Commands of IT, with arguments of their own, and the tools of the database that make and read a backup.
STARTS_PROGRAMS = {
    "config/commands/proving.py",
    "config/commands/rehearsal.py",
    "kernel/safekeeping/engines.py",
}
# Who speaks with whom: free ports of a rehearsal, mail, the scanner, the identity provider, webhooks and filings.
SPEAKS_OUTSIDE = {
    "config/commands/rehearsal.py": "socket",
    "institutions/refusals/tasks/outlets.py": "django.core.mail",
    "kernel/cases/scanning.py": "socket",
    "kernel/notifications/outlets.py": "django.core.mail",
    "kernel/organisation/accounts/provider.py": "authlib requests",
    "kernel/webhooks/posting.py": "http.client socket urllib.request",
}
NETWORK = {
    "socket",
    "ssl",
    "smtplib",
    "ftplib",
    "http.client",
    "urllib.request",
    "requests",
    "httpx",
    "authlib",
}
NETWORK |= {"urllib3", "aiohttp", "django.core.mail", "asyncio", "xmlrpc", "telnetlib", "paramiko"}
EVALUATED = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "pickle.loads", "pickle.load"}
EVALUATED |= {"marshal.loads", "shelve.open", "yaml.unsafe_load", "yaml.full_load", "mark_safe", "SafeString"}
SAFELY = {"yaml.CSafeLoader", "_Loader"}
UNCHECKED = re.compile(r"verify\s*=\s*False|_create_unverified_context|CERT_NONE|check_hostname\s*=\s*False")
SCRIPTS = tuple(sorted((SRC / "kernel" / "ui" / "assets").rglob("*.js")))
# What a script might merge into the prototype of every object, or make markup or code of.
MERGED = re.compile(
    r"__proto__|\.prototype\b|\.constructor\b|Object\.assign|structuredClone|\.innerHTML|\.outerHTML|document\.write"
    r"|insertAdjacentHTML|\beval\(|new Function|setTimeout\(\s*[\"'`]|postMessage"
)
STORED = re.compile(
    r"(?:local|session)Storage\.setItem\(\s*([\w.\"'-]+)|(indexedDB|document\.cookie|caches\.open)"
)


def name_of(path):
    return path.relative_to(SRC).as_posix()


def imported(path):
    """What a file imports, as it names it; of `from a import b` both `a` and `a.b`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls():
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                yield path, node, dotted(node.func)


def test_programs_are_started_by_commands_of_it_alone():
    starting = {name_of(path) for path in modules() if {"subprocess", "pty"} & set(imported(path))}
    assert starting == STARTS_PROGRAMS


def test_nothing_is_evaluated_and_no_text_is_declared_harmless():
    assert [place(path, node) for path, node, name in calls() if name in EVALUATED] == []
    loaded = [(path, node) for path, node, name in calls() if name == "yaml.load"]
    assert [place(path, node) for path, node in loaded if dotted(node.args[1]) not in SAFELY] == []


def test_no_expression_is_built_while_the_product_runs():
    built = [
        place(path, node)
        for path, node, name in calls()
        if name.startswith("re.") and node.args and not isinstance(node.args[0], ast.Constant)
        # Assembled once from constants when the module is loaded.
        if not any(node in ast.walk(top) for top in tree(path).body if isinstance(top, ast.Assign))
    ]
    asked = {"config/commands/adoption/questions.py", "kernel/catalogue/ranks.py"}
    assert [one for one in built if one.split(":")[0].removeprefix("src/banshi/") not in asked] == []


def test_only_these_speak_with_the_outside():
    def outside(path):
        return {
            found
            for found in NETWORK
            for one in imported(path)
            if one == found or one.startswith(f"{found}.")
        }

    speaking = {name_of(path): " ".join(sorted(outside(path))) for path in modules() if outside(path)}
    assert speaking == SPEAKS_OUTSIDE


def test_no_certificate_is_taken_unchecked():
    assert [place(path) for path in modules() if UNCHECKED.search(path.read_text("utf-8"))] == []


def test_names_in_headers_are_encoded():
    plain = [
        place(path, node)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.JoinedStr)
        and re.search(r"(?:attachment|inline); filename", ast.unparse(node))
        for part in node.values
        if isinstance(part, ast.FormattedValue)
        # Coded, or a number that we gave ourselves.
        if not ast.unparse(part.value).startswith("quote(")
        and not ast.unparse(part.value).endswith(".number")
    ]
    assert plain == []


def test_scripts_neither_merge_what_comes_nor_make_markup_of_it():
    assert len(SCRIPTS) > 2
    found = [(path.name, MERGED.search(path.read_text("utf-8"))) for path in SCRIPTS]
    assert [(name, hit[0]) for name, hit in found if hit] == []


def test_a_browser_keeps_choices_of_display_and_nothing_of_a_matter():
    kept = {
        (path.name, *hit.groups()) for path in SCRIPTS for hit in STORED.finditer(path.read_text("utf-8"))
    }
    assert kept == {("app.js", "SWITCH", None), ("hall.js", "VOICE", None)}


def test_the_log_goes_to_standard_error_and_into_no_file():
    handlers = [handler["class"] for handler in settings.LOGGING["handlers"].values()]
    assert handlers == ["logging.StreamHandler"]
    made = [place(path, node) for path, node, name in calls() if name.endswith(("Handler", "basicConfig"))]
    assert [one for one in made if "logging" in one] == []
