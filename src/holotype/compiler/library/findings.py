"""What has been found so far, and what has been looked at: a schema may lead to one place along many ways."""

from __future__ import annotations

from typing import NamedTuple

from holotype.compiler.library.errors import Error
from holotype.compiler.library.reports import THERE_IS, refused_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# What is found at one place may count along more ways than there is time for: beyond these bounds, findings
# count where they were met first.
MOST_COMPARED = 300_000
MOST_REPEATED = 10_000
DEEPEST_CAUSE = 100
CAUSES_LEFT_OUT = "more causes are left out here: they are given elsewhere, or stand too deep"


class Findings(list["Any"]):
    """Errors in the order in which they are found, each as an `Error` or as a `Way` to some.

    `memory` is shared by the lists of one instance; the value is kept so that nothing else gets its identity.
    Keyword locations are relative to that of the list.
    """

    __slots__ = ("_severity", "_value", "memory")

    def __init__(self, memory: Memory, value: Any) -> None:
        self.memory = memory
        self._value = value
        self._severity: str | None = None

    def below(self, report: object, value: Any, at: str, via: str) -> Findings | None:
        """The list for what `report` finds in the value; None when it has looked at it before.

        The name of a property and its value stand at the same place, so the place alone does not tell.
        """
        key = (report, id(value), at)
        known = self.memory.found.get(key)
        if known is not None:
            self.append(Way(via, known))
            return None
        fresh = self.memory.found[key] = Findings(self.memory, value)
        self.append(Way(via, fresh))
        return fresh

    def severity(self) -> str:
        """The worst severity of all that has been found, once it has; empty where nothing was."""
        worst = self._severity
        if worst is None:
            worst = ""
            for each in self:
                severity = each.severity if isinstance(each, Error) else each.severity()
                if severity and worst != "error":
                    worst = severity
            self._severity = worst
        return worst


class Way(NamedTuple):
    """A way to other findings: they count where it stands or, if there is an `error`, explain that."""

    via: str
    findings: Findings
    error: Error | None = None

    def severity(self) -> str:
        """The worst severity of what counts."""
        return self.findings.severity() if self.error is None else self.error.severity


class Memory:
    """What has been found in one instance: by whom and where, and by anyOf and oneOf what they say."""

    def __init__(self) -> None:
        self.found: dict[tuple[object, int, str], Findings] = {}
        self.explained: dict[tuple[object, int, str], Way | Error | None] = {}
        self.compared = Repeats(MOST_COMPARED)


class Repeats:
    """Which findings have been told; those that have may be told again, so many in all."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._told: set[int] = set()

    def allows(self, findings: Findings) -> bool:
        """Whether the findings may be told, now that they are about to be."""
        if id(findings) not in self._told:
            self._told.add(id(findings))
            return True
        self._left -= 1 + len(findings)
        return self._left >= 0


class Told:
    """The errors among findings in their order, each once: with its keyword location and what explains it.

    No `via`, no locations: they take most of the time.  `complete` is False when repetitions were left out.
    """

    def __init__(self, findings: Findings, via: str | None, repeats: Repeats | None) -> None:
        self.errors: list[tuple[str, Error, Findings | None]] = []
        self.complete = True
        self._seen: set[int] = set()
        self._repeats = repeats
        self._tell(findings, via)

    def _tell(self, findings: Findings, via: str | None) -> None:
        for each in findings:
            if isinstance(each, Error):
                self.errors.append(("" if via is None else via + each.keyword_location, each, None))
            elif each.error is not None:
                self.errors.append(("" if via is None else via + each.via, each.error, each.findings))
            elif id(each.findings) not in self._seen and each.findings.severity():
                self._seen.add(id(each.findings))
                if self._repeats is None or self._repeats.allows(each.findings):
                    self._tell(each.findings, None if via is None else via + each.via)
                else:
                    self.complete = False


def located(findings: Findings) -> list[Error]:
    """The errors among findings, with whole keyword locations and with their causes."""
    repeats = Repeats(MOST_REPEATED)
    told = Told(findings, "", None)
    return [with_causes(via, error, below, repeats, 0) for via, error, below in told.errors]


def with_causes(via: str, error: Error, below: Findings | None, repeats: Repeats, depth: int) -> Error:
    """The error at its keyword location, with what explains it as its causes."""
    if below is None:
        return error if via == error.keyword_location else error._replace(keyword_location=via)
    hint = error.hint
    causes: list[Error] = []
    complete = depth < DEEPEST_CAUSE and repeats.allows(below)
    if complete:
        told = Told(below, via, repeats)
        complete = told.complete
        causes = [with_causes(*each, repeats, depth + 1) for each in without_echoes(told.errors)]
    if not complete:
        hint = f"{hint}; {CAUSES_LEFT_OUT}" if hint else CAUSES_LEFT_OUT
    return error._replace(keyword_location=via, hint=hint, causes=tuple(causes))


def without_echoes(
    errors: list[tuple[str, Error, Findings | None]],
) -> list[tuple[str, Error, Findings | None]]:
    """The errors without those about a property that is taken for a missing one, which is told already."""
    missing = {
        f"{error.instance_location} {error.hint.partition(';')[0]}"
        for _, error, _ in errors
        if error.keyword == "required" and error.hint
    }
    if not missing:
        return errors
    return [
        each
        for each in errors
        if f"{each[1].instance_location.rpartition('/')[0]} {THERE_IS}{refused_name(each[1])}" not in missing
    ]
