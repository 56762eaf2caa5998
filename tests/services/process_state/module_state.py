"""Find the slots of a module: names whose value may change after the import."""

from __future__ import annotations

import ast
from collections.abc import Iterator

REGISTRATIONS = {"register", "register_cache"}

_CACHES = {"lru_cache", "cache"}
_MUTATORS = {
    *("add", "append", "appendleft", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "setdefault"),
    *("set", "update", "move_to_end", "cache_clear"),
}
_CONTAINERS = {
    *("dict", "list", "set", "bytearray", "OrderedDict", "defaultdict", "deque", "Counter", "ChainMap", "local"),
    *("Lock", "RLock", "Event", "Condition", "count", "cycle", "WeakKeyDictionary", "WeakValueDictionary", "WeakSet"),
    *("ContextVar", "Slot", "Snapshot", "SimpleQueue", "Queue"),
}
_FIXED = {"getLogger", "compile", "TypeVar", "ParamSpec", "Signal", "frozenset", "namedtuple", "get_user_model"}
"""The results of these calls do not change, or (loggers and signals) only the project configures them."""

_DISPLAYS = (ast.Dict, ast.List, ast.Set, ast.DictComp, ast.ListComp, ast.SetComp, ast.GeneratorExp)


def slots(source: str) -> dict[str, bool]:
    """Return name → whether it is registered as process state."""
    module = ast.parse(source)
    changed = set(_changed_in_functions(module))
    result: dict[str, bool] = {}
    for name, value, annotation in _assignments(module):
        if name in changed or _is_slot(name, value, annotation):
            result[name] = _is_call_of(value, REGISTRATIONS)
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            decorators = {_called_name(decorator) for decorator in node.decorator_list}
            if decorators & _CACHES:
                result[node.name] = bool(decorators & REGISTRATIONS)
    return result | {name: False for name in changed if name not in result}


def _assignments(module: ast.Module) -> Iterator[tuple[str, ast.expr, ast.expr | None]]:
    """Yield the assignments of the module's body, also within ``if`` and ``try``."""
    pending: list[ast.stmt] = list(module.body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from ((name.id, node.value, None) for name in ast.walk(target) if isinstance(name, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value, node.annotation
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.For | ast.While):
            pending += [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt)]


def _is_slot(name: str, value: ast.expr, annotation: ast.expr | None) -> bool:
    """Return whether the value can change in place: a container, a cache, or another object with a lower-case name."""
    if name.startswith("__") or (annotation is not None and "Callable" in ast.unparse(annotation)):
        return False
    if any(_called_name(node) in _CACHES for node in ast.walk(value) if isinstance(node, ast.Call)):
        return True
    if isinstance(value, ast.Call):
        called = _called_name(value)
        return called in _CONTAINERS | REGISTRATIONS or (not _is_constant(name) and called not in _FIXED)
    return isinstance(value, _DISPLAYS) and not _is_constant(name)


def _is_constant(name: str) -> bool:
    """Return whether this names a constant or type. ``_changed_in_functions`` finds constants that change anyway."""
    return not name.islower()


def _changed_in_functions(module: ast.Module) -> Iterator[str]:
    """Yield the module-level names that a function rebinds, or whose value it changes in place."""
    names = {name for name, _, _ in _assignments(module)}
    names |= {node.name for node in module.body if isinstance(node, ast.ClassDef)}
    for function in ast.walk(module):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            own = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
            for node in ast.walk(function):
                yield from (name for name in _changed_by(node) if isinstance(node, ast.Global) or name in names - own)


def _changed_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Global):
        yield from node.names
    elif isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
        if isinstance(node.value, ast.Name):
            yield node.value.id
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _MUTATORS:
        yield from (node.func.value.id,) if isinstance(node.func.value, ast.Name) else ()


def _is_call_of(value: ast.expr, names: set[str]) -> bool:
    return isinstance(value, ast.Call) and _called_name(value) in names


def _called_name(node: ast.expr) -> str:
    """Return the last name of a call or decorator."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Subscript):
        node = node.value
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
