"""What each kind of diagnostic means, and what to do about it."""

from __future__ import annotations

from typing import Final

# The project's pages, which have no host of their own yet: a name, as the ids of contracts are, that tells
# which page is meant and that nobody else is ever given (RFC 6761, section 6.4).
PAGES: Final = "https://holotype.invalid/docs/"

# Kinds of flaws of a text or of a file, and of second opinions: what was found, what to do.
TEXTS: Final = {
    "syntax": (
        "The text breaks the grammar of its format.",
        "Mend the text at the place that is named, or give the format with --input-format.",
    ),
    "empty": ("The text holds no value.", "Write one value, or remove the file."),
    "encoding": ("The text is not UTF-8.", "Save the file as UTF-8."),
    "byte-order-mark": (
        "The text starts with a byte-order mark, which JSON forbids.",
        "Save the file as UTF-8 without a byte-order mark.",
    ),
    "surrogate": (
        "A string holds one half of a surrogate pair, which is no character.",
        "Write both halves, or remove the half.",
    ),
    "number": ("A number is not finite, or beyond a double.", "Write a smaller number, a string, or null."),
    "integer": ("An integer has more than 4,300 digits.", "Write it as a string."),
    "nesting": ("Arrays and objects are nested deeper than 512.", "Flatten the data."),
    "size": (
        "The document is too large to be held in memory.",
        "Write JSON Lines, which are checked line by line.",
    ),
    "compression": (
        "The compressed data are damaged, cut off, or not what the name of the file says.",
        "Make the file again, or give its format with --input-format.",
    ),
    "duplicate-key": (
        "An object has the same property more than once; parsers keep the last one, most of them in silence.",
        "Keep one of them.",
    ),
    "not-json": (
        "The document says something that JSON cannot: a tag, a key that is a float, a cycle.",
        "Write it with what JSON has.",
    ),
    "too-many": (
        "More is wrong with one document than is reported.",
        "Mend what is, and check again; where all of it is of one kind, look at the schema.",
    ),
    "each": (
        "There is no array of instances at the place that --each names.",
        "Give --each the JSON Pointer of the array, or leave it out where the document is one instance.",
    ),
    "at": (
        "There is no value at the place that --at names.",
        "Give --at the JSON Pointer of a value that every document has, or mend the document.",
    ),
    "unreadable": ("The file cannot be read.", "Check its name, its kind and its permissions."),
    "no-documents": (
        "The folder has no file with a suffix that is checked, or a glob of the configuration matches none.",
        "Name another folder, or the files themselves; mend or remove the glob.",
    ),
    "second-opinion": (
        "Holotype and jsonschema differ about the instance.",
        "One of them is wrong: report it, unless it is in docs/disagreements.md.",
    ),
    "no-second-opinion": (
        "jsonschema has not said what it finds in the instance.",
        "Look at why; what Holotype finds in it stands all the same.",
    ),
}

# Assertions of JSON Schema (2020-12: Validation, section 6; Core, sections 10 and 11) and of older drafts.
KEYWORDS: Final = {
    "type": ("The value is of another type than the schema allows.", "Write a value of that type."),
    "enum": ("The value is none of those that the schema lists.", "Write one of them."),
    "const": ("The value is not the one that the schema demands.", "Write that value."),
    "format": ("The string is not of the format that the schema names.", "Write it as the format demands."),
    "pattern": ("The string does not match the schema's pattern.", "Write one that does."),
    "minLength": ("The string is shorter than the schema allows.", "Write a longer one."),
    "maxLength": ("The string is longer than the schema allows.", "Write a shorter one."),
    "minimum": ("The number is smaller than the schema allows.", "Write a larger one."),
    "maximum": ("The number is larger than the schema allows.", "Write a smaller one."),
    "exclusiveMinimum": ("The number is not larger than the schema's bound.", "Write a larger one."),
    "exclusiveMaximum": ("The number is not smaller than the schema's bound.", "Write a smaller one."),
    "multipleOf": ("The number is no multiple of the schema's.", "Write a multiple of it."),
    "required": ("The object lacks a property that the schema requires.", "Add the property."),
    "additionalProperties": (
        "The object has a property that the schema does not allow.",
        "Remove the property, or mend its name.",
    ),
    "unevaluatedProperties": (
        "The object has a property that no part of the schema allows.",
        "Remove the property, or mend its name.",
    ),
    "propertyNames": ("The name of a property is one that the schema refuses.", "Rename the property."),
    "minProperties": ("The object has fewer properties than the schema demands.", "Add properties."),
    "maxProperties": ("The object has more properties than the schema allows.", "Remove properties."),
    "dependentRequired": (
        "The object has a property that demands another one, which is absent.",
        "Add the other property, or remove the first.",
    ),
    "dependencies": (
        "The object has a property that demands something else, which does not hold.",
        "Give what it demands, or remove the property.",
    ),
    "items": ("The array has an item that the schema refuses.", "Remove the item."),
    "additionalItems": ("The array has more items than the schema allows.", "Remove the items."),
    "unevaluatedItems": ("The array has an item that no part of the schema allows.", "Remove the item."),
    "contains": ("The array lacks an item that the schema demands.", "Add such an item."),
    "minContains": ("The array has too few of the items that the schema demands.", "Add such items."),
    "maxContains": ("The array has too many items of a kind.", "Remove some of them."),
    "minItems": ("The array has fewer items than the schema demands.", "Add items."),
    "maxItems": ("The array has more items than the schema allows.", "Remove items."),
    "uniqueItems": ("The array has equal items.", "Keep one of them."),
    "anyOf": (
        "The value fits none of the schema's alternatives.",
        "Write what the message says would do, or mend the causes.",
    ),
    "oneOf": (
        "The value fits none, or more than one, of the schema's alternatives.",
        "Make it fit exactly one.",
    ),
    "$ref": (
        "The reference leads back to itself for the same value, so nothing says whether that is valid.",
        "Mend the schema.",
    ),
    "not": ("The value is one that the schema excludes.", "Write another one."),
    "contentEncoding": ("The string is not in the encoding that the schema names.", "Encode it so."),
    "contentMediaType": (
        "The string does not hold what the schema names.",
        "Write what is of that media type.",
    ),
}

_RULE = (
    "The document breaks the rule `{}` of the contract, which relates properties to each other.",
    "Mend one of the properties that the message shows.",
)
_OTHER = ("The keyword `{}` of the schema refuses the value.", "Write a value that the schema allows.")


def explanation(rule: str) -> tuple[str, str]:
    """What a kind of diagnostic (a text's flaw, a keyword, `rule/<id>`) means, and what to do about it."""
    known = TEXTS.get(rule) or KEYWORDS.get(rule)
    if known is not None:
        return known
    what, cure = _RULE if rule.startswith("rule/") else _OTHER
    return what.format(rule.removeprefix("rule/")), cure


def help_uri(rule: str) -> str:
    """Where docs/diagnostics.md tells of a kind of diagnostic, among `PAGES`."""
    section = "the-schema-refuses-a-value"
    if rule in TEXTS:
        section = rule
    elif rule.startswith("rule/"):
        section = "a-rule-of-the-contract-is-broken"
    return f"{PAGES}diagnostics.md#{section}"
