"""Small changes to a source, each of which some test should notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change: in which function, what stood there, what stands there now; `nth` tells equal ones apart."""

    file: str
    function: str
    before: str
    after: str
    nth: int
    #: The how-manieth change of its file.
    place: int

    @property
    def key(self) -> tuple[str, str, str, str, int]:
        """What names the change however the lines of the file move."""
        return self.file, self.function, self.before, self.after, self.nth


def mutants(file: str, source: str) -> list[Mutant]:
    """Every change of one place in the source.

    Left alone are docstrings and annotations, which do nothing; the arguments of decorators, which say how a class is
    made; a sentence, which people read and no code compares: a string with a blank in it; the type of a cast; and the
    name of a codec, which Python finds whatever stands behind it.
    """
    found: list[Mutant] = []
    seen: dict[tuple[str, str, str], int] = {}
    for place, (function, parent, name, index, changed) in enumerate(_changes(ast.parse(source), "")):
        before, after = ast.unparse(_get(parent, name, index)), ast.unparse(changed)
        nth = seen.get((function, before, after), 0)
        seen[function, before, after] = nth + 1
        found.append(Mutant(file=file, function=function, before=before, after=after, nth=nth, place=place))
    return found


def changed_tree(source: str, place: int) -> ast.Module:
    """The source with one of its changes made."""
    tree = ast.parse(source)
    _, parent, name, index, changed = next(islice(_changes(tree, ""), place, None))
    if index is None:
        setattr(parent, name, changed)
    else:
        getattr(parent, name)[index] = changed
    return ast.fix_missing_locations(tree)


def _changes(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST, str, int | None, ast.AST]]:
    """Function, parent, field and index of each place, with what is to stand there."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        function = f"{function}.{node.name}".removeprefix(".")
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_comment"}:
            continue
        children = cast("list[object]", value) if isinstance(value, list) else [value]
        for place, child in enumerate(children):
            index = place if isinstance(value, list) else None
            if not isinstance(child, ast.AST) or _does_nothing(child):
                continue
            if isinstance(child, ast.Constant) and (isinstance(node, ast.JoinedStr) or _is_cast(node)):
                continue
            if isinstance(child, ast.Constant) and name == "args" and index == 0 and _is_coding(node):
                continue
            if name in {"test", "ifs", "guard"} and isinstance(child, ast.expr) and not _turns_by_itself(child):
                yield function, node, name, index, ast.UnaryOp(ast.Not(), child)
            for changed in _changed(child):
                yield function, node, name, index, changed
            yield from _changes(child, function)


def _does_nothing(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if isinstance(node, ast.Assign | ast.AnnAssign):
        # An alias of types.
        return isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "TypeAlias"
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_cast(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "cast"


def _is_coding(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"encode", "decode"}
    )


def _turns_by_itself(test: ast.AST) -> bool:
    """Whether one of the changes of a condition is already its opposite."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        return isinstance(test.ops[0], ast.Eq | ast.NotEq | ast.Is | ast.IsNot | ast.In | ast.NotIn)
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)


def _changed(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901 - one case for each kind of node
    """What could stand in the place of a node."""
    match node:
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            for place, operator in enumerate(ops):
                other = [*ops[:place], _COMPARISONS[type(operator)](), *ops[place + 1 :]]
                yield ast.Compare(left, other, comparators)
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(ast.And() if isinstance(operator, ast.Or) else ast.Or(), values)
            for place in range(len(values)):
                rest = [*values[:place], *values[place + 1 :]]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(operator, rest)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATIONS:
            yield ast.BinOp(left, _OPERATIONS[type(operator)](), right)
        case ast.Return(value=ast.AST() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Raise():
            yield ast.Pass()
        case ast.Continue():
            yield ast.Break()
        case ast.Constant(value=value):
            yield from _constants(value)
        case _:
            return


def _constants(value: object) -> Iterator[ast.Constant]:
    match value:
        case bool():
            yield ast.Constant(not value)
        case int():
            yield ast.Constant(value + 1)
        case str() if " " not in value or value == " ":
            yield ast.Constant(f"{value}~")
        case bytes():
            yield ast.Constant(value + b"~")
        case _:
            return


def _get(parent: ast.AST, name: str, index: int | None) -> ast.AST:
    value: Any = getattr(parent, name)
    found: ast.AST = value if index is None else value[index]
    return found
