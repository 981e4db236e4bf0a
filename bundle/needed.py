"""What of the entries' modules the functions need that the built catalogue leaves in them: all else it holds itself."""

from __future__ import annotations

import ast
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: A module by its full name, and a name at its top.
Place: TypeAlias = "tuple[str, str]"


def needed(modules: Mapping[str, ast.Module], roots: Iterable[Place]) -> dict[str, ast.Module]:
    """The modules that the roots lead to, each with the statements that they lead to, in their order.

    Roots in other modules than these are passed over. Raises `LookupError` for one that its module does not have, and
    `ValueError` for a statement at the top of a module that binds no name, as nothing tells whether it is needed.
    """
    tops = {name: _Top(name, tree.body) for name, tree in modules.items()}
    pending = {place for place in roots if place[0] in tops}
    kept: defaultdict[str, set[str]] = defaultdict(set)
    while pending:
        module, name = pending.pop()
        kept[module].add(name)
        used = tops[module].uses(name, tops.keys())
        pending |= {(place, one) for place, one in used if place in tops and one not in kept[place]}
    return {module: tops[module].with_only(names) for module, names in sorted(kept.items()) if names}


class _Top:
    """The top of one module: which statements bind which name."""

    def __init__(self, module: str, body: Iterable[ast.stmt]) -> None:
        self._module = module
        self._statements = [(one, frozenset(_bound(one))) for one in body if not _is_passed_over(one)]
        for statement, names in self._statements:
            if not names:
                msg = f"{module}, line {statement.lineno}: a statement that binds no name"
                raise ValueError(msg)

    def uses(self, name: str, modules: Iterable[str]) -> Iterator[Place]:
        """The places that what is bound to the name uses, here and in the modules that it is imported from."""
        found = [one for one, names in self._statements if name in names]
        if not found:
            msg = f"{self._module} has no {name}"
            raise LookupError(msg)
        for statement in found:
            if isinstance(statement, ast.ImportFrom) and self._imported(name) not in modules:
                yield str(statement.module), _original(statement, name)
            for node in _run(statement):
                match node:
                    case ast.Attribute(value=ast.Name(id=used), attr=attribute) if self._imported(used) in modules:
                        yield self._imported(used), attribute
                    case ast.Name(id=used) if any(used in names for _, names in self._statements):
                        yield self._module, used
                    case _:
                        pass

    def with_only(self, names: set[str]) -> ast.Module:
        """The module with what binds these names, and nothing else."""
        body: list[ast.stmt] = [ast.ImportFrom("__future__", [ast.alias("annotations")], 0)]
        for statement, bound in self._statements:
            if isinstance(statement, ast.ImportFrom):
                aliases = [one for one in statement.names if (one.asname or one.name) in names]
                body += [ast.ImportFrom(statement.module, aliases, statement.level)] if aliases else []
            elif bound & names:
                body.append(statement)
        return ast.fix_missing_locations(ast.Module(body, []))

    def _imported(self, name: str) -> str:
        """The full name of what is imported from a module under this name; empty where nothing is."""
        for statement, names in self._statements:
            if isinstance(statement, ast.ImportFrom) and name in names:
                return f"{statement.module}.{_original(statement, name)}"
        return ""


def _original(statement: ast.ImportFrom, name: str) -> str:
    return next(one.name for one in statement.names if (one.asname or one.name) == name)


def _is_passed_over(statement: ast.stmt) -> bool:
    """Whether it is a docstring, for type checkers, or asks for the annotations of the future, as all modules do."""
    match statement:
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.ImportFrom(module="__future__"):
            return True
        case _:
            return False


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement at the top binds."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name))
        case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
            yield from (one.asname or one.name.partition(".")[0] for one in aliases)
        case _:
            pass


def _run(statement: ast.AST) -> Iterator[ast.AST]:
    """Every part of a statement that is run, which annotations are not."""
    pending = [statement]
    while pending:
        node = pending.pop()
        yield node
        unread = (getattr(node, "annotation", None), getattr(node, "returns", None))
        pending += [child for child in ast.iter_child_nodes(node) if child not in unread]
