"""Shapes and names to codec.py: JSON values and text to models, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from holotype.codegen.models import uses_unset
from holotype.codegen.names import ADDITIONAL_PROPERTIES, Names, Taken
from holotype.codegen.shapes import (
    Definition,
    Key,
    Map,
    Member,
    Record,
    Shape,
    Shapes,
    Tagged,
    holds_containers,
    records,
)
from holotype.compiler.emission.fragments import Code, code, indent, join, lines, literal, name

Direction = Literal["read", "write"]

_LINE: Final = 100
_NOTHING: Final = Shape(False, frozenset(), None, None, None)


class Codec(NamedTuple):
    """The parts of a codec.py: the names that it takes from models.py, and its own definitions."""

    models: tuple[str, ...]
    functions: Code


def emit(shapes: Shapes, names: Names) -> Codec:
    """The functions `from_dict`, `to_dict`, `loads` and `dumps`, and what they call."""
    emitter = _Emitter(shapes, names)
    public = emitter.public()
    converters = emitter.converters()
    models = sorted({names.root, *names.classes.values()} | ({"UNSET"} if uses_unset(shapes) else set()))
    return Codec(tuple(models), join("\n\n\n", [public, *converters]))


class _Emitter:
    def __init__(self, shapes: Shapes, names: Names) -> None:
        self._shapes = shapes
        self._names = names
        self._taken = Taken()
        self._snake = {key: self._taken.add(_snake(class_), "_") for key, class_ in names.classes.items()}
        self._unions: dict[Shape, str] = {}
        self._waiting: list[Shape] = []

    # The public functions

    def public(self) -> Code:
        root = self._shapes.root
        is_record = root == _NOTHING._replace(object=root.object) and isinstance(root.object, Record | Tagged)
        classes = [self._class(record.key) for record in records(root)]
        return code(
            _PUBLIC,
            root=name(self._names.root),
            given=code("given_model(model, {})", join(", ", classes)) if is_record else name("model"),
            refuses=code("; `TypeError` for what is no model.") if is_record else code("."),
            value=code("dict[str, Any]") if is_record else code("Any"),
            read=self._converted("read", root, name("data")),
            write=self._converted("write", root, name("model")),
        )

    # A pair of functions for each record and each union that holds one

    def converters(self) -> Iterable[Code]:
        blocks: list[Code] = []
        for key, definition in self._shapes.definitions.items():
            blocks += [
                self._table(key, definition),
                self._reader(key, definition),
                self._writer(key, definition),
            ]
        for shape in self._waiting:  # it grows: what a union holds may be a union
            blocks += [self._union("read", shape), self._union("write", shape)]
        return blocks

    def _table(self, key: Key, definition: Definition) -> Code:
        properties = [literal(member.property) for member in definition.members]
        flat = code("{} = frozenset({{{}}})", self._declared(key), join(", ", properties))
        if len(flat.text) <= _LINE:
            return flat
        below = indent(indent(lines(code("{},", each) for each in properties)))
        return code("{} = frozenset(\n    {{\n{}\n    }}\n)", self._declared(key), below)

    def _reader(self, key: Key, definition: Definition) -> Code:
        fields = self._names.fields[key]
        arguments = [
            code("{}={},", name(fields[member.property]), self._read_member(member))
            for member in definition.members
        ]
        if definition.additional is not None:
            value = self._converted("read", definition.additional, name("value"))
            arguments.append(
                code(
                    "{}={{\n    name: {} for name, value in data.items() if name not in {}\n}},",
                    name(ADDITIONAL_PROPERTIES),
                    value,
                    self._declared(key),
                )
            )
        return code(
            "def {}(data: dict[str, Any]) -> {class_}:\n    return {class_}(\n{}\n    )",
            self._function("read", key),
            indent(indent(lines(arguments))),
            class_=name(self._names.classes[key]),
        )

    def _read_member(self, member: Member) -> Code:
        at = literal(member.property)
        if member.required:
            return self._converted("read", member.shape, code("data[{}]", at))
        absent = code("UNSET") if member.shape.null else code("None")
        if any(records(member.shape)):
            value = self._converted("read", member.shape, code("data[{}]", at))
            return code("{} if {} in data else {}", value, at, absent)
        value = code("data.get({}, UNSET)", at) if member.shape.null else code("data.get({})", at)
        return self._converted("read", member.shape, value)

    def _writer(self, key: Key, definition: Definition) -> Code:
        fields = self._names.fields[key]
        body = [code("data: dict[str, Any] = {{}}")]  # in the order of the schema
        for member in definition.members:
            field = code("model.{}", name(fields[member.property]))
            assignment = code(
                "data[{}] = {}", literal(member.property), self._converted("write", member.shape, field)
            )
            absent = code("UNSET") if member.shape.null else code("None")
            if not member.required:
                assignment = code("if {} is not {}:\n{}", field, absent, indent(assignment))
            body.append(assignment)
        if definition.additional is not None:
            body.append(
                code(
                    "for name, value in undeclared(model.{}, {}).items():\n    data[name] = {}",
                    name(ADDITIONAL_PROPERTIES),
                    self._declared(key),
                    self._converted("write", definition.additional, name("value")),
                )
            )
        return code(
            "def {}(model: {}) -> dict[str, Any]:\n{}",
            self._function("write", key),
            name(self._names.classes[key]),
            indent(lines([*body, code("return data")])),
        )

    # Expressions

    def _converted(self, direction: Direction, shape: Shape, value: Code, depth: int = 1) -> Code:
        """The expression that converts `value`, an expression too, at this depth of comprehensions."""
        if not any(records(shape)):
            return code("copied({})", value) if holds_containers(shape) else value
        kinds = (shape.null, shape.scalars, shape.literals, shape.array, shape.object)
        if sum(map(bool, kinds)) > 1 or isinstance(shape.object, Tagged):
            if shape not in self._unions:
                self._unions[shape] = self._taken.add(f"union_{len(self._unions) + 1}", "_")
                self._waiting.append(shape)
            return code("{}({})", self._of_union(direction, shape), value)
        item = name("item" if depth == 1 else f"item_{depth}")
        if shape.array is not None and shape.array.items is not None:
            converted = self._converted(direction, shape.array.items, item, depth + 1)
            return code("[{} for {} in {}]", converted, item, value)
        match shape.object:
            case Map(values=values) if values is not None:
                converted = self._converted(direction, values, item, depth + 1)
                return code("{{name: {} for name, {} in {}.items()}}", converted, item, value)
            case Record(key=key):
                return code("{}({})", self._function(direction, key), value)
        raise AssertionError(f"{shape} holds no record in one container")

    def _union(self, direction: Direction, shape: Shape) -> Code:
        """A function that tells by the type, or the tag, of its argument what is to be converted how."""
        value = name("value")
        body: list[Code] = []
        if shape.array is not None:
            only = self._converted(direction, _NOTHING._replace(array=shape.array), value)
            body.append(code("if isinstance(value, list):\n    return {}", only))
        match shape.object:
            case Tagged() as tagged:
                body.extend(self._alternatives(direction, tagged))
            case Record(key=key) if direction == "write":
                body.append(
                    self._alternative(code("isinstance(value, {})", self._class(key)), direction, key)
                )
            case Map() | Record():
                only = self._converted(direction, _NOTHING._replace(object=shape.object), value)
                body.append(code("if isinstance(value, dict):\n    return {}", only))
        body.append(code("return value"))
        return code("def {}(value: Any) -> Any:\n{}", self._of_union(direction, shape), indent(lines(body)))

    def _alternatives(self, direction: Direction, tagged: Tagged) -> Iterable[Code]:
        for tags, record in tagged.records:
            test = code("isinstance(value, {})", self._class(record.key))
            if direction == "read":
                tag = code("isinstance(value, dict) and value[{}]", literal(tagged.property))
                test = code("{} in {}", tag, literal(tags))
                if len(tags) == 1:
                    test = code("{} == {}", tag, literal(tags[0]))
            yield self._alternative(test, direction, record.key)

    def _alternative(self, test: Code, direction: Direction, key: Key) -> Code:
        return code("if {}:\n    return {}(value)", test, self._function(direction, key))

    # Names

    def _function(self, direction: Direction, key: Key) -> Code:
        return name(f"_{direction}_{self._snake[key]}")

    def _of_union(self, direction: Direction, shape: Shape) -> Code:
        return name(f"_{direction}_{self._unions[shape]}")

    def _class(self, key: Key) -> Code:
        return name(self._names.classes[key])

    def _declared(self, key: Key) -> Code:
        return name(f"_{self._snake[key].upper()}_PROPERTIES")


def _snake(class_name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()


_PUBLIC: Final = '''\
def from_dict(data: object) -> {root}:
    """The model of a JSON value.  Nothing is coerced, and the model shares no container with `data`.

    Raises `ValidationError`, which lists every error, if the value is not valid, and `RecursionError`, with a
    sentence, if it is nested too deeply or contains itself.
    """
    validate(data)
    stripped = strip(data)
    try:
        return _from(stripped)
    except RecursionError:
        return with_more_stack(_from, stripped)


def to_dict(model: {root}) -> {value}:
    """The JSON value of a model: `to_dict(from_dict(value)) == strip(value)`.

    It shares no container with the model and is not validated again.  Raises `ValueError` if additional
    properties hold a name that has a field, and for a cyclic value{refuses}
    """
    try:
        return _to({given})
    except RecursionError:
        return with_more_stack(_to, model)


def loads(text: str | bytes | bytearray) -> {root}:
    """The model that strict JSON text (RFC 8259, UTF-8) describes.

    Of two properties of one name in an object, the last counts.  Raises `JSONTextError`, with line and
    column, for text that is not strict JSON, `TypeError` for what is no text, and what `from_dict` raises.
    """
    return from_dict(parse_strict(given_text(text)))


def dumps(model: {root}) -> str:
    """The JSON text of a model.  Raises `ValueError` for what strict JSON cannot say, such as NaN."""
    return json_text(to_dict(model))


def _from(data: Any) -> {root}:
    model: {root} = {read}
    return model


def _to(model: {root}) -> {value}:
    data: {value} = {write}
    return data'''
