"""Reads a pickle as a list of instructions, and carries out only those that describe data.

A pickle is a program for a stack machine whose instructions may import and call anything. This is
another machine for the same programs: it knows plain values, and for names it makes records that
hold no code. It imports nothing, calls nothing that the file names, and sets no attribute.
"""

import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from training.importing.records import (
    MODULES,
    PARAMETER,
    Global,
    Malformed,
    Module,
    Storage,
    Tensor,
    call,
    is_allowed,
    persistent,
)


class ForeignNameError(Exception):
    """The pickle speaks of ``name``, which no checkpoint of a DenseNet121 needs."""

    def __init__(self, name: Global) -> None:
        super().__init__(str(name))
        self.name = name


@dataclass(frozen=True, slots=True)
class Pickled:
    """What a pickle describes, the storages that it names by their keys, and where it ends."""

    value: object
    storages: dict[str, Storage]
    end: int


def read_pickle(content: bytes) -> object:
    """Return what the pickle describes: plain values and records.

    Raises ForeignNameError at the first name that is not allowed, Malformed for everything else.
    """
    return read_first_pickle(content).value


def read_first_pickle(content: bytes) -> Pickled:
    """Read the pickle at the beginning of ``content``, as ``read_pickle`` does."""
    machine = _Machine()
    try:
        for opcode, argument, place in pickletools.genops(content):
            if opcode.name == "STOP":
                return Pickled(machine.pop(), machine.storages, (place or 0) + 1)
            machine.carry_out(opcode.name, argument)
    except (ValueError, TypeError, IndexError, KeyError, OverflowError) as error:
        raise Malformed(f"its pickle is cut short or damaged ({error})") from error
    raise Malformed("its pickle has no end")


class _Machine:
    """The stack, the marks on it, and the values remembered by number."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._marks: list[int] = []
        self._memo: dict[int, Any] = {}
        self.storages: dict[str, Storage] = {}

    def carry_out(self, name: str, argument: Any) -> None:
        if name in LITERALS:
            self._stack.append(argument)
        elif name in CONSTANTS:
            self._stack.append(CONSTANTS[name])
        elif name in INSTRUCTIONS:
            INSTRUCTIONS[name](self, argument)
        elif name not in IGNORED:
            raise Malformed(f"its pickle holds the instruction {name}, which PyTorch never writes")

    def pop(self) -> Any:
        if self._marks and self._marks[-1] >= len(self._stack):
            raise Malformed("its pickle takes a value from below a mark")
        return self._stack.pop()

    def pop_to_mark(self) -> list[Any]:
        start = self._marks.pop()
        values = self._stack[start:]
        del self._stack[start:]
        return values

    def mark(self, _: Any) -> None:
        self._marks.append(len(self._stack))

    def push_dict(self, _: Any) -> None:
        self._stack.append({})

    def push_list(self, _: Any) -> None:
        self._stack.append([])

    def push_tuple(self, _: Any) -> None:
        self._stack.append(tuple(self.pop_to_mark()))

    def push_tuple_of(self, count: int) -> None:
        values = [self.pop() for _ in range(count)]
        self._stack.append(tuple(reversed(values)))

    def append(self, _: Any) -> None:
        value = self.pop()
        self._top(list).append(value)

    def append_many(self, _: Any) -> None:
        values = self.pop_to_mark()
        self._top(list).extend(values)

    def set_item(self, _: Any) -> None:
        value, key = self.pop(), self.pop()
        self._set_items([key, value])

    def set_items(self, _: Any) -> None:
        self._set_items(self.pop_to_mark())

    def remember(self, number: int | None) -> None:
        self._memo[len(self._memo) if number is None else number] = self._stack[-1]

    def recall(self, number: int) -> None:
        self._stack.append(self._memo[number])

    def push_name(self, written: str) -> None:
        module, name = written.split(" ", 1)
        self._push_global(Global(module, name))

    def push_name_from_stack(self, _: Any) -> None:
        name, module = self.pop(), self.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise Malformed("its pickle makes a name of something else")
        self._push_global(Global(module, name))

    def push_persistent(self, _: Any) -> None:
        named = persistent(self.pop())
        if isinstance(named, Storage) and self.storages.setdefault(named.key, named) != named:
            raise Malformed(f"its storage {named.key} is of two kinds or sizes")
        self._stack.append(named)

    def call(self, _: Any) -> None:
        arguments, name = self.pop(), self.pop()
        if not isinstance(name, Global):
            raise Malformed("its pickle calls a value")
        self._stack.append(call(name, arguments))

    def make_module(self, _: Any) -> None:
        arguments, name = self.pop(), self.pop()
        if name == PARAMETER:
            self._stack.append(call(name, arguments))
            return
        if not isinstance(name, Global) or name not in MODULES or arguments != ():
            raise Malformed("its pickle makes an object of something that is no layer")
        self._stack.append(Module(name, {}))

    def give_attributes(self, _: Any) -> None:
        """A module's attributes are kept; a dictionary's and an old parameter's are not."""
        attributes = self.pop()
        target = self._stack[-1]
        if isinstance(target, Tensor) and isinstance(attributes, tuple):
            return
        if not isinstance(attributes, dict) or not isinstance(target, (dict, Module)):
            raise Malformed("its pickle gives attributes to a value that has none")
        if isinstance(target, Module):
            target.attributes.update(attributes)

    def _top(self, kind: type) -> Any:
        if not isinstance(self._stack[-1], kind):
            raise Malformed(f"its pickle fills a value that is no {kind.__name__}")
        return self._stack[-1]

    def _set_items(self, flat: list[Any]) -> None:
        target = self._top(dict)
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            # Hashing another kind of key, such as a million nested tuples, could end the process.
            if type(key) not in (str, int):
                raise Malformed(f"it uses a {type(key).__name__} as a key")
            if key in target:
                raise Malformed(f"it names the key {key!r} twice")
            target[key] = value

    def _push_global(self, name: Global) -> None:
        if not is_allowed(name):
            raise ForeignNameError(name)
        self._stack.append(name)


IGNORED = frozenset({"PROTO", "FRAME"})
INTEGERS = frozenset({"BININT", "BININT1", "BININT2", "LONG1"})
TEXTS = frozenset({"BINUNICODE", "SHORT_BINUNICODE", "BINSTRING", "SHORT_BINSTRING"})
BYTES = frozenset({"BINBYTES", "SHORT_BINBYTES"})
LITERALS = INTEGERS | TEXTS | BYTES | {"BINFLOAT"}
CONSTANTS: Mapping[str, object] = MappingProxyType(
    {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}
)
INSTRUCTIONS: Mapping[str, Callable[[_Machine, Any], None]] = MappingProxyType(
    {
        "MARK": _Machine.mark,
        "EMPTY_DICT": _Machine.push_dict,
        "EMPTY_LIST": _Machine.push_list,
        "EMPTY_SET": _Machine.push_list,
        "TUPLE": _Machine.push_tuple,
        "TUPLE1": lambda machine, _: machine.push_tuple_of(1),
        "TUPLE2": lambda machine, _: machine.push_tuple_of(2),
        "TUPLE3": lambda machine, _: machine.push_tuple_of(3),
        "APPEND": _Machine.append,
        "APPENDS": _Machine.append_many,
        "ADDITEMS": _Machine.append_many,
        "SETITEM": _Machine.set_item,
        "SETITEMS": _Machine.set_items,
        "BINPUT": _Machine.remember,
        "LONG_BINPUT": _Machine.remember,
        "MEMOIZE": _Machine.remember,
        "BINGET": _Machine.recall,
        "LONG_BINGET": _Machine.recall,
        "GLOBAL": _Machine.push_name,
        "STACK_GLOBAL": _Machine.push_name_from_stack,
        "BINPERSID": _Machine.push_persistent,
        "REDUCE": _Machine.call,
        "NEWOBJ": _Machine.make_module,
        "BUILD": _Machine.give_attributes,
    }
)
