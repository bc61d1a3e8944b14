"""Random instances that a schema has something to say about: made along its keywords, then disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from hypothesis import strategies as st

from .values import json_values, names, scalars

DEEPEST: Final = 4
_BRANCHES: Final = ("allOf", "anyOf", "oneOf")
_IN_PLACE: Final = ("then", "else", "if", "not")


@st.composite
def instances(draw: st.DrawFn, schema: Any, *, with_nulls: bool = False) -> Any:
    """An instance that comes near to what `schema` describes, or one that does not."""
    if draw(st.integers(0, 4)) == 0:
        return draw(json_values)
    return _Follower(draw, schema, with_nulls).follow(schema, 0)


class _Follower:
    def __init__(self, draw: st.DrawFn, root: Any, with_nulls: bool) -> None:
        self._draw = draw
        self._root = root
        self._with_nulls = with_nulls

    def follow(self, schema: Any, depth: int) -> Any:
        if self._with_nulls and depth and self._draw(st.integers(0, 3)) == 0:
            return None
        if not isinstance(schema, dict) or depth > DEEPEST or self._draw(st.integers(0, 7)) == 0:
            return self._draw(scalars)
        elsewhere = list(self._elsewhere(schema)) if depth < DEEPEST else []
        chosen = self._draw(st.integers(0, len(elsewhere)))
        if chosen < len(elsewhere):
            return self.follow(elsewhere[chosen], depth + 1)
        return self._here(schema, depth)

    def _elsewhere(self, schema: dict[str, Any]) -> Iterator[Any]:
        """The subschemas that look at the same instance."""
        for keyword in _BRANCHES:
            yield from schema.get(keyword, ())
        yield from (schema[keyword] for keyword in _IN_PLACE if keyword in schema)
        for keyword in ("$ref", "$dynamicRef", "$recursiveRef"):
            target = schema.get(keyword)
            if isinstance(target, str):
                yield self._target(target)

    def _target(self, reference: str) -> Any:
        name = reference.rpartition("/")[2].rpartition("#")[2]
        definitions = self._root.get("$defs", self._root.get("definitions"))
        return definitions.get(name, self._root)

    def _here(self, schema: dict[str, Any], depth: int) -> Any:
        if "const" in schema and self._draw(st.booleans()):
            return schema["const"]
        if "enum" in schema and self._draw(st.booleans()):
            return self._draw(st.sampled_from(schema["enum"]))
        kinds = [self._object] * (1 + 3 * any("ropert" in keyword for keyword in schema))
        kinds += [self._array] * (
            1 + 3 * any("tems" in keyword or "ontains" in keyword for keyword in schema)
        )
        kinds += [self._number] * (
            1 + ("minimum" in schema) + ("maximum" in schema) + ("multipleOf" in schema)
        )
        kind = self._draw(st.sampled_from([*kinds, self._scalar]))
        return kind(schema, depth + 1)

    def _scalar(self, schema: dict[str, Any], depth: int) -> Any:
        return self._draw(scalars)

    def _number(self, schema: dict[str, Any], depth: int) -> Any:
        limits = [
            schema[keyword]
            for keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
            if isinstance(schema.get(keyword), (int, float))
        ]
        near = [0, 1, *limits, *(2 * each for each in limits), *(each + 1 for each in limits)]
        return self._draw(st.sampled_from(near) | st.sampled_from((0.5, -1, 1e20, 10**20, 3)))

    def _object(self, schema: dict[str, Any], depth: int) -> Any:
        properties: dict[str, Any] = schema.get("properties", {})
        likely = [*properties, *schema.get("required", ())]
        for keyword in ("dependentRequired", "dependentSchemas", "dependencies"):
            likely += schema.get(keyword, ())
        others = self._draw(st.lists(names, max_size=2))
        made: dict[str, Any] = {}
        for name in (*likely, *others):
            if name not in made and self._draw(st.integers(0, 4)):
                made[name] = self.follow(properties.get(name, self._other(schema)), depth)
        return made

    def _other(self, schema: dict[str, Any]) -> Any:
        for each in schema.get("patternProperties", {}).values():
            if self._draw(st.booleans()):
                return each
        return schema.get("additionalProperties", schema.get("unevaluatedProperties", {}))

    def _array(self, schema: dict[str, Any], depth: int) -> Any:
        items = schema.get("items", {})
        prefix = schema.get("prefixItems", items if isinstance(items, list) else [])
        rest = [
            schema.get("contains", {}),
            schema.get("unevaluatedItems", {}),
            schema.get("additionalItems", {}),
        ]
        rest += [] if isinstance(items, list) else [items]
        size = self._draw(st.integers(0, 4))
        chosen = [prefix[i] if i < len(prefix) else self._draw(st.sampled_from(rest)) for i in range(size)]
        made = [self.follow(each, depth) for each in chosen]
        if made and self._draw(st.integers(0, 5)) == 0:
            made.append(made[0])
        return made
