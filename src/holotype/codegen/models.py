"""Shapes and names to models.py, by datamodel-code-generator.

The generator gets a schema of our own making: every record and every list of literals is a definition under
its final name, every property already has its field's name, and no text of the user's schema is in it.
Documentation and literals reach the templates as quoted Python.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

from holotype.codegen.docstrings import docstring
from holotype.codegen.generator_options import OPTIONS
from holotype.codegen.imports import import_lines
from holotype.codegen.names import ADDITIONAL_PROPERTIES, Names, identifiers
from holotype.codegen.shapes import (
    Definition,
    Literals,
    Map,
    Record,
    Shape,
    Shapes,
    Tagged,
    is_anything,
)
from holotype.compiler.emission.fragments import literal
from holotype.errors import HolotypeError
from holotype.schema.locations import Location

_TEMPLATES: Final = Path(__file__).with_name("templates")
_INDENT: Final = 4

_IMPORTS: Final = (
    "from dataclasses import dataclass",
    "from dataclasses import field",
    "from enum import Enum",
    "from typing import Any",
    "from typing import Final",
    "from typing import Literal",
    "from typing import TypeAlias",
)

_UNSET: Final = '''class Unset(Enum):
    """The type of UNSET, the value of a property that is absent and could be null; it is false."""

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return self.name


UNSET: Final = Unset.UNSET


'''

# What is used beside the names of the schema's own, at most: in the body of a class, and in all of models.py.
IN_BODIES: Final = frozenset(
    {"Any", "UNSET", "Unset", "bool", "dict", "field", "float", "int", "list", "str"}
)
IN_MODULE: Final = IN_BODIES.union(*map(identifiers, (*_IMPORTS, _UNSET)))


class GeneratorError(HolotypeError):
    """datamodel-code-generator is missing, or did not write what it was asked for."""


def uses_unset(shapes: Shapes) -> bool:
    """Whether a property may be absent or null, so that models need a value for "absent" that is not None."""
    return any(
        member.shape.null and not member.required
        for definition in shapes.definitions.values()
        for member in definition.members
    )


def render(shapes: Shapes, names: Names, heading: str) -> str:
    """The text of models.py; `heading` is its docstring.

    Raises `GeneratorError` if datamodel-code-generator is not installed or gave other names than asked for.
    """
    text = _generate(prepared(shapes, names), _template_data(shapes, names))
    tree = ast.parse(text)
    statements = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    after = max((node.end_lineno or 0) for node in statements)
    body = (_UNSET if uses_unset(shapes) else "") + "\n".join(text.splitlines()[after:]).strip()
    used = _checked_names(ast.parse(body), names)
    imported = import_lines(each for each in _IMPORTS if identifiers(each) <= used)
    head = f"{docstring(heading, 0)}\n\nfrom __future__ import annotations\n\n"
    return f"{head}{imported}\n\n\n{body}\n"


def prepared(shapes: Shapes, names: Names) -> dict[str, object]:
    """The schema that datamodel-code-generator gets."""
    definitions: dict[str, object] = {}
    for name in names.literals.values():
        definitions[name] = {"enum": [name]}  # the template has the values
    for key, definition in shapes.definitions.items():
        fields = names.fields[key]
        properties = {
            fields[member.property]: schema_of(member.shape, names) for member in definition.members
        }
        # What can be null says so itself; the generator adds it to what is not required.
        required = [
            fields[member.property] for member in definition.members if member.required or member.shape.null
        ]
        if definition.additional is not None:
            values = schema_of(definition.additional, names)
            properties[ADDITIONAL_PROPERTIES] = {"type": "object", "additionalProperties": values}
            required.append(ADDITIONAL_PROPERTIES)
        definitions[names.classes[key]] = {
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
    if names.root not in definitions:
        definitions[names.root] = schema_of(shapes.root, names)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}


def schema_of(shape: Shape, names: Names) -> dict[str, object]:
    """The schema from which the generator writes the annotation of a shape."""
    if is_anything(shape):
        return {}
    options: list[dict[str, object]] = []
    if shape.literals is not None:
        options.append(_reference(names.literals[shape.literals]))
    options.extend(
        {"type": name} for name in ("boolean", "integer", "number", "string") if name in shape.scalars
    )
    if shape.array is not None:
        items = shape.array.items
        options.append({"type": "array", "items": {} if items is None else schema_of(items, names)})
    match shape.object:
        case Record(key=key):
            options.append(_reference(names.classes[key]))
        case Tagged(records=alternatives):
            options.extend(_reference(names.classes[record.key]) for _, record in alternatives)
        case Map(values=values):
            inner = {} if values is None else schema_of(values, names)
            options.append({"type": "object", "additionalProperties": inner})
    if shape.null or not options:
        options.append({"type": "null"})
    return options[0] if len(options) == 1 else {"anyOf": options}


def _reference(name: str) -> dict[str, object]:
    return {"$ref": f"#/$defs/{name}"}


def _template_data(shapes: Shapes, names: Names) -> dict[str, dict[str, object]]:
    data: dict[str, dict[str, object]] = {}
    for listed, name in names.literals.items():
        data[name] = {
            "annotation": _literal_annotation(listed),
            "docstring": docstring(f"The values {_where(listed.place)}.", 0),
        }
    for key, definition in shapes.definitions.items():
        fields = names.fields[key]
        members: dict[str, object] = {
            fields[member.property]: {
                "absent": "" if member.required else "unset" if member.shape.null else "none",
                "docstring": docstring(member.description, _INDENT) if member.description else "",
            }
            for member in definition.members
        }
        if definition.additional is not None:
            members[ADDITIONAL_PROPERTIES] = {
                "absent": "additional",
                "docstring": docstring("The properties that the schema does not name.", _INDENT),
            }
        data[names.classes[key]] = {
            "docstring": docstring(_documentation(definition), _INDENT),
            "members": members,
        }
    data.setdefault(
        names.root,
        {
            "annotation": "",
            "docstring": docstring(
                "\n\n".join(filter(None, (shapes.title, shapes.description))) or "The instance.", 0
            ),
        },
    )
    return data


def _documentation(definition: Definition) -> str:
    text = "\n\n".join(filter(None, (definition.title.strip(), definition.description.strip())))
    return text or f"The object {_where(definition.place)}."


def _where(place: Location) -> str:
    return f"at `{place.pointer}` of the schema" if place.pointer else "at the root of the schema"


def _literal_annotation(listed: Literals) -> str:
    values = [literal(value).text for value in listed.values]
    line = f"Literal[{', '.join(values)}]"
    if len(line) <= 60:
        return line
    return "Literal[\n" + "".join(f"    {value},\n" for value in values) + "]"


def _generate(schema: dict[str, object], template_data: dict[str, dict[str, object]]) -> str:
    try:
        from datamodel_code_generator import Error, generate
        from datamodel_code_generator.config import GenerateConfig
    except ImportError:
        raise GeneratorError(
            "models are written by datamodel-code-generator, which is not installed; "
            "install it with: pip install 'holotype[generate]'"
        ) from None
    config = GenerateConfig.model_validate(
        {
            **OPTIONS,
            "custom_template_dir": _TEMPLATES,
            "settings_path": _TEMPLATES,
            "extra_template_data": defaultdict(dict, template_data),
            "custom_class_name_generator": _as_it_is,
        }
    )
    try:
        text = generate(schema, config=config)
    except Error as error:
        raise GeneratorError(f"datamodel-code-generator refuses the prepared schema: {error}") from error
    return cast(str, text)


def _as_it_is(name: str) -> str:
    return name


def _checked_names(tree: ast.Module, names: Names) -> set[str]:
    """The names that the module uses.  A guard: the map of names was followed, and nothing else is used."""
    own = {names.root, *names.classes.values(), *names.literals.values()}
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name in own]
    defined = {node.name for node in classes}
    defined |= {
        node.target.id
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in own
    }
    in_bodies = {name for node in classes for statement in node.body for name in _loaded(statement)}
    in_module = set(_loaded(tree))
    wrong = (defined ^ own) | (in_bodies - own - IN_BODIES) | (in_module - own - IN_MODULE)
    if wrong:
        raise GeneratorError(
            f"datamodel-code-generator did not keep to the map of names: {', '.join(sorted(wrong))}"
        )
    return in_module


def _loaded(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
