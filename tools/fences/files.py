"""Reading the source: which files there are, and their trees."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(root: Path) -> list[Path]:
    """Every Python file of the product but migrations."""
    return sorted(p for p in root.glob("umai/**/*.py") if "migrations" not in p.parts)


def templates(root: Path) -> list[Path]:
    return sorted(root.glob("umai/**/templates/**/*.html"))


def short(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def kind(path: Path) -> str:
    """What a file is by its name in the table of names; `commands/opening.py` is `commands`."""
    return path.parent.name if path.parent.name in PACKAGED else path.stem


PACKAGED = {"commands", "models", "queries", "terms", "views"}


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


def tree(path: Path) -> ast.Module:
    """The syntax tree of a file; the same words are parsed once, in whatever copy they stand."""
    return _parsed(path.read_text())


def functions(path: Path) -> Iterator[Function]:
    """All functions and methods of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, Function):
            yield node


def dotted(node: ast.AST) -> str:
    """`datetime.datetime.now` for the expression that says so, empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""
