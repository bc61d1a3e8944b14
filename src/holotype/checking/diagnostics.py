"""What checking says: an error of a validator, or a finding about a text, with its place in a file."""

# Annotations are evaluated here, not kept as text: NamedTuple compiles text, at every start of the command.

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from holotype.checking.protocols import Excerpt
    from holotype.documents.values import Place


class Diagnostic(NamedTuple):
    """One finding, with the place where a person can mend it.

    Lines and columns are 1-based, columns count Unicode code points, the end is exclusive; a `line` of 0 says
    that the finding is about the file and not about a place in it.  `instance_location` is a JSON Pointer
    (RFC 6901) into the document, also under `each`; `keyword_location` and `absolute_keyword_location` are
    those of JSON Schema 2020-12, section 12.3, and empty for a finding about the text, whose `keyword` is
    then its kind (`syntax`, `duplicate-key`, ...).  `severity` is "error" or "warning".

    `source` is the line of the file at `line`, shortened around the value where it is long, and
    `source_column` the column that its first character stands for.  `causes` holds, for anyOf and oneOf, what
    is wrong with the alternative that is explained, where the message does not say it all.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    instance_location: str
    keyword_location: str
    absolute_keyword_location: str
    keyword: str
    message: str
    severity: Literal["error", "warning"] = "error"
    hint: str | None = None
    causes: "tuple[Diagnostic, ...]" = ()
    source: str = ""
    source_column: int = 1

    def moved(self, lines: int) -> "Diagnostic":
        """The same finding, that many lines further down."""
        if not lines or not self.line:
            return self
        return self._replace(
            line=self.line + lines,
            end_line=self.end_line + lines,
            causes=tuple(cause.moved(lines) for cause in self.causes),
        )


def about_text(
    file: str,
    place: "Place",
    kind: str,
    message: str,
    excerpt: "Excerpt",
    severity: Literal["error", "warning"] = "error",
) -> Diagnostic:
    """A finding about the text of a file, at a place in it."""
    source, source_column = excerpt(place)
    return Diagnostic(
        file, *place, "", "", "", kind, message, severity, source=source, source_column=source_column
    )


# Kinds of findings about a file that could not be checked; with one of them a run has not done its work.
UNCHECKED_KINDS = frozenset({"unreadable", "no-documents"})

# The kind of a finding about an instance of which a second validator says something else.
SECOND_OPINION: Final = "second-opinion"


def about_file(file: str, kind: str, message: str) -> Diagnostic:
    """A finding about a file as a whole."""
    return Diagnostic(file, 0, 0, 0, 0, "", "", "", kind, message)
