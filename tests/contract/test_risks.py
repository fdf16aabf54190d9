"""The table of risks names tests, and every one of them exists."""

import ast
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
RISKS = REPOSITORY / "docs" / "risks.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_that_\w+)`")


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_that_every_test_named_against_a_risk_exists() -> None:
    named = NAMED.findall(RISKS.read_text(encoding="utf-8"))
    assert len(named) > 30
    missing = [
        f"{file}::{name}" for file, name in named if name not in functions(REPOSITORY / file)
    ]
    assert missing == []


def test_that_every_row_of_the_table_names_a_test() -> None:
    rows = [line for line in RISKS.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    risks = [row for row in rows if not row.startswith("| How it could")]
    assert len(risks) > 20
    assert [row for row in risks if not NAMED.search(row)] == []
