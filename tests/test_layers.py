"""The picture in the README holds: schemas <- tasks <- flows, and what is pure touches neither disk nor network."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
PACKAGES = ("schemas", "tasks", "flows")
LONGEST = 300
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "misc", "shared"}

DISK_AND_NETWORK = (
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "mmap", "sqlite3", "subprocess"),
    *(
        "socket",
        "ssl",
        "http",
        "ftplib",
        "urllib.request",
        "urllib3",
        "requests",
        "httpx",
        "httpcore2",
        "anyio",
        "fsspec",
    ),
    *("pyarrow.parquet", "pyarrow.dataset", "pyarrow.fs", "duckdb", "trafilatura.downloads", "trafilatura.fetch_url"),
)
PAGES = ("lxml", "trafilatura", "htmldate", "tasks.extract", "tasks.clean", "tasks.clutter", "tasks.blocks")
IO_MODULES = (
    *("tasks.archive", "tasks.fetch", "tasks.read", "tasks.store"),
    *("tasks.guard", "tasks.lifeline", "tasks.prefect_tasks"),
)


@dataclass(frozen=True)
class Rule:
    """What modules must not import. `where` and `but` are prefixes of their names."""

    says: str
    where: tuple[str, ...]
    forbidden: tuple[str, ...]
    but: tuple[str, ...] = ()


RULES = (
    Rule("schemas import nothing of ours", ("schemas",), ("tasks", "flows")),
    Rule("tasks import schemas and tasks only", ("tasks",), ("flows",)),
    Rule("nobody imports the CLI", PACKAGES, ("flows.cli",), but=("flows.cli",)),
    Rule("Prefect only in flows and tasks.prefect_tasks", ("schemas", "tasks"), ("prefect",), ("tasks.prefect_tasks",)),
    Rule("pure modules touch no disk and no network", ("schemas", "tasks"), DISK_AND_NETWORK, IO_MODULES),
    Rule(
        "feedparser opens what it takes for a file or an address",
        PACKAGES,
        ("feedparser",),
        ("tasks.discover.feeds",),
    ),
    Rule("I/O modules know no pages", ("tasks.fetch", "tasks.read", "tasks.store"), PAGES),
)


def within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def imported(tree: ast.Module) -> Iterator[str]:
    """Every name a module imports, at the top or in a function, with the module it comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide which layer a name is from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def opens_files(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
        for node in ast.walk(tree)
    )


def violations(module: str, source: str) -> list[str]:
    """What a module breaks, in words."""
    tree = ast.parse(source)
    names = set(imported(tree))
    broken = [
        f"{module} imports {name}: {rule.says}"
        for rule in RULES
        if within(module, rule.where) and not within(module, rule.but)
        for name in sorted(names)
        if within(name, rule.forbidden)
    ]
    pure = within(module, ("schemas", "tasks")) and not within(module, IO_MODULES)
    return [*broken, f"{module} opens a file"] if pure and opens_files(tree) else broken


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(HERE).with_suffix("").parts).removesuffix(".__init__")


def source_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((HERE / folder).rglob("*.py"))]


def test_every_module_keeps_to_its_layer() -> None:
    broken = [line for path in source_files(*PACKAGES) for line in violations(module_name(path), path.read_text())]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    ("module", "source", "says"),
    [
        ("schemas.articles", "from tasks.page import fold", "schemas import nothing of ours"),
        ("tasks.clean", "import flows.settings", "tasks import schemas and tasks only"),
        ("tasks.clean", "def late():\n    from flows import settings", "tasks import schemas and tasks only"),
        ("flows.ingest", "from flows.cli import main", "nobody imports the CLI"),
        ("flows.ingest", "from flows import cli", "nobody imports the CLI"),
        ("tasks.store.log", "import prefect", "Prefect only in flows"),
        ("tasks.clean", "import os", "pure modules"),
        ("tasks.extract.dates", "from pathlib import Path", "pure modules"),
        ("tasks.extract.dates", "from urllib.request import urlopen", "pure modules"),
        ("tasks.check", "import pyarrow.parquet as pq", "pure modules"),
        ("tasks.check", "text = open('a').read()", "opens a file"),
        ("tasks.discover.sites", "import feedparser", "feedparser opens"),
        ("tasks.read.warc", "from lxml import html", "I/O modules know no pages"),
        ("tasks.store.rows", "from tasks.extract import links", "I/O modules know no pages"),
    ],
)
def test_a_module_that_breaks_a_rule_is_told_which(module: str, source: str, says: str) -> None:
    (line,) = violations(module, source)
    assert says in line and module in line


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("tasks.prefect_tasks", "import os\nfrom prefect import task"),
        ("tasks.store.files", "import os\nfrom pathlib import Path"),
        ("tasks.extract.urls", "from urllib.parse import urljoin"),
        ("flows.ingest", "import prefect\nfrom tasks.clean import clean_page\nfrom schemas.errors import StoreError"),
        ("flows.cli", "from flows.ingest import ingest"),
    ],
)
def test_a_module_that_keeps_to_its_layer_breaks_nothing(module: str, source: str) -> None:
    assert violations(module, source) == []


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    lines = {str(path.relative_to(HERE)): len(path.read_text().splitlines()) for path in source_files(*PACKAGES)}
    assert {name: count for name, count in lines.items() if count > LONGEST} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in source_files(*PACKAGES, "tests") if path.stem in VAGUE] == []
