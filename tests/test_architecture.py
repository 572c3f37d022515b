"""What no linter checks: short files, a pure core, words in their place, no machine."""

import ast
import importlib
import importlib.util
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "handlers", "prompts", "store")

LONGEST_FUNCTION = 30
LONGEST_FILE = 250
MIGRATIONS = "store/migrations/versions/"  # written once, read as history

IMPURE = {
    *("aiohttp", "asyncio", "jinja2", "logging", "os", "pathlib", "random", "secrets"),
    *("shutil", "socket", "sqlalchemy", "sqlite3", "subprocess", "tempfile", "threading"),
    *("time", "uuid"),
}
IMPURE_CALLS = {"open", "print", "input", "exec", "eval"}
ASYNCHRONOUS = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)

CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Chinese that no template can say, by file, each with its reason.
WORDS_ALLOWED: dict[str, str] = {
    "bot/config_keys.py": "the name the bot has until an operator gives it another",
}

# In pieces, so that this file does not name what it looks for.
UNWANTED = re.compile(
    "|".join(
        (
            "py" + r"pi\.(org|io)",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "(deb|security|archive)" + r"\.(debian|ubuntu)\.(org|com)",
            r"(?<![\w.~-])/("
            + "wo"
            + "rk|"
            + "ro"
            + "ot|"
            + "ho"
            + "me|"
            + "tm"
            + r"p)/\w",
            r"(?<![\w.~-])/op" + "t/(py" + "pi|wheels)",
        )
    ).encode()
)


def sources(*folders: str) -> list[str]:
    """Paths of the Python files under these folders, relative to the root."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path.relative_to(ROOT).as_posix() for path in found)


@cache
def tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=path)


def functions(path: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", sources(*PACKAGES))
def test_functions_and_files_stay_short(path: str) -> None:
    if path.startswith(MIGRATIONS):
        return
    length = len((ROOT / path).read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_FILE, f"{path} has {length} lines: split it by noun"
    for node in functions(path):
        lines = (node.end_lineno or node.lineno) - node.lineno
        assert lines <= LONGEST_FUNCTION, (
            f"{path}:{node.lineno} {node.name} has {lines} lines"
        )


@pytest.mark.parametrize("path", sources("handlers"))
def test_handlers_decide_and_do_nothing(path: str) -> None:
    for node in ast.walk(tree(path)):
        where = f"{path}:{getattr(node, 'lineno', 0)}"
        assert not isinstance(node, ASYNCHRONOUS), f"{where} awaits"
        imported = {name.split(".")[0] for name in imports(node)}
        assert not imported & IMPURE, f"{where} imports {imported & IMPURE}"
        assert called(node) not in IMPURE_CALLS, f"{where} calls {called(node)}"


def imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def called(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id
    return None


@pytest.mark.parametrize("path", sources("bot", "store", "handlers"))
def test_words_for_people_live_in_prompts(path: str) -> None:
    if path.startswith("handlers/read/") or path in WORDS_ALLOWED:
        return
    spoken = [f"{path}:{line} {text!r}" for line, text in strings(tree(path))]
    assert spoken == [], "say it with a template in prompts/"


def strings(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every Chinese literal; a string that stands alone is a docstring."""
    alone = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or id(node) in alone:
            continue
        if isinstance(node.value, str) and CHINESE.search(node.value):
            yield node.lineno, node.value


def test_words_allowed_names_files_that_are_there() -> None:
    assert set(WORDS_ALLOWED) <= set(sources("bot", "store", "handlers"))


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = [
        f"{path}:{number} {match.group().decode()}"
        for path in in_git()
        for number, line in enumerate((ROOT / path).read_bytes().splitlines(), start=1)
        if (match := UNWANTED.search(line))
    ]
    assert found == []


def in_git() -> list[str]:
    """Every file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    paths = {name for name in listed.stdout.split("\0") if name}
    return sorted(name for name in paths if (ROOT / name).is_file())


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").rglob("*.py")), ids=str)
def test_a_benchmark_takes_from_the_tests_what_is_there(path: Path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            module = importlib.import_module(str(node.module))
            for one in node.names:
                found = hasattr(module, one.name) or importlib.util.find_spec(
                    f"{node.module}.{one.name}"
                )
                assert found, f"{node.module} has no {one.name}"
