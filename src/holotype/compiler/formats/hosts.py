"""The formats of host names and addresses."""

from __future__ import annotations

from typing import Final

OCTETS: Final = frozenset(map(str, range(256)))


def is_ipv4(value: str) -> bool:
    """A dotted quad (RFC 2673, section 3.2).

    An octet with a leading zero is refused: readers disagree on whether it is octal.
    """
    return value.count(".") == 3 and OCTETS.issuperset(value.split("."))


def is_ipv6(value: str) -> bool:
    """An IPv6 address (RFC 4291, section 2.2), without a zone or a prefix length."""
    if len(value) > 45:
        return False
    if "." in value:
        groups_before = value.rfind(":") + 1
        if not is_ipv4(value[groups_before:]):
            return False
        value = value[:groups_before] + "0:0"
    head, gap, tail = value.partition("::")
    groups = (head.split(":") if head else []) + (tail.split(":") if tail else [])
    return (
        (len(groups) < 8 if gap else len(groups) == 8)
        and "" not in groups
        and max(map(len, groups), default=0) < 5
        and not "".join(groups).strip("0123456789ABCDEFabcdef")
    )


def has_ldh_labels(value: str) -> bool:
    """Labels of letters, digits and inner hyphens, of any length (RFC 1123, section 2.1)."""
    dotted = f".{value}."
    return (
        value.isascii()
        and value.replace("-", "0").replace(".", "0").isalnum()
        and ".." not in dotted
        and ".-" not in dotted
        and "-." not in dotted
    )


def is_ldh_hostname(value: str) -> bool:
    """A host name (RFC 1123, section 2.1) of at most 253 octets; `xn--` has no meaning yet."""
    return len(value) < 254 and has_ldh_labels(value) and max(map(len, value.split("."))) < 64


def is_hostname(value: str) -> bool:
    """A host name (RFC 1123, section 2.1); with a label that begins with `xn--`, an internationalised one."""
    return is_ldh_hostname(value) and (".xn--" not in f".{value}".lower() or has_idna_labels(value))


def is_idn_hostname(value: str) -> bool:
    """A host name, or an internationalised one (RFC 5890, section 2.3.2.3).

    Any of the four full stops of RFC 3490, section 3.1, parts its labels.
    """
    if value.isascii():
        return is_hostname(value)
    return has_idna_labels(value.replace("\u3002", ".").replace("\uff0e", ".").replace("\uff61", "."))


def has_idna_labels(value: str) -> bool:
    """A-labels, U-labels and ASCII labels that IDNA2008 admits (RFC 5891), in a name of at most 253 octets.

    If a label has a character that is written from right to left, all labels keep the rule of RFC 5893.
    """
    if len(value) > 253:
        return False
    # Imported here: a name of plain ASCII labels must not wait for tables of Unicode, nor need idna.
    from unicodedata import bidirectional

    import idna

    u_labels, a_labels = [], []
    try:
        for label in value.split("."):
            u_label = idna.ulabel(label)
            a_label = idna.alabel(u_label).decode("ascii")
            # RFC 5891, section 5.4: an A-label is what its U-label encodes to, or it is none.
            if label != u_label and label.lower() != a_label:
                return False
            u_labels.append(u_label)
            a_labels.append(a_label)
        if any(bidirectional(character) in ("R", "AL", "AN") for character in "".join(u_labels)):
            for u_label in u_labels:
                idna.check_bidi(u_label, check_ltr=True)
    except ValueError:
        return False
    return len(".".join(a_labels)) < 254
