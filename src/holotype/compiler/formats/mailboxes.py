"""The formats of e-mail addresses."""

from __future__ import annotations

from typing import Final

from holotype.compiler.formats.hosts import has_idna_labels, has_ldh_labels, is_ipv4, is_ipv6

ATOM_CHARACTERS: Final = "!#$%&'*+-/0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~"
OTHER_OCTETS_AS_TILDE: Final = bytes.maketrans(bytes(range(128, 256)), b"~" * 128)


def is_email(value: str) -> bool:
    """A `Mailbox` (RFC 5321, section 4.1.2)."""
    local_part, _, domain = value.rpartition("@")
    return is_local_part(local_part) and (has_ldh_labels(domain) or is_address_literal(domain))


def is_idn_email(value: str) -> bool:
    """A `Mailbox` as internationalised e-mail extends it (RFC 6531, section 3.3).

    A domain is brought to Unicode's normalisation form C before its labels are judged.
    """
    local_part, _, domain = value.rpartition("@")
    try:
        # The tilde stands wherever RFC 6531 admits a character beyond ASCII, and nowhere else.
        local_part = local_part.encode().translate(OTHER_OCTETS_AS_TILDE).decode("ascii")
    except UnicodeEncodeError:
        return False
    if not is_local_part(local_part):
        return False
    if domain.isascii():
        return has_ldh_labels(domain) or is_address_literal(domain)
    from unicodedata import normalize

    # Normalising takes quadratic time in the worst case, and no domain has more octets.
    return len(domain) < 256 and has_idna_labels(normalize("NFC", domain))


def is_local_part(value: str) -> bool:
    """A `Local-part` (RFC 5321, section 4.1.2): a `Dot-string` or a `Quoted-string`."""
    if value[:1] == '"':
        quoted = value[1:-1].replace("\\\\", "").replace('\\"', "")
        return (
            len(value) > 1
            and value[-1] == '"'
            and '"' not in quoted
            and quoted[-1:] != "\\"
            and quoted.isascii()
            and quoted.isprintable()
        )
    return (
        value != ""
        and value[0] != "."
        and value[-1] != "."
        and ".." not in value
        and not value.strip(ATOM_CHARACTERS + ".")
    )


def is_address_literal(value: str) -> bool:
    """An `address-literal` (RFC 5321, section 4.1.3).

    It may begin with any registered tag, and `IPv6` is the only one.
    """
    if value[:1] != "[" or value[-1:] != "]":
        return False
    address = value[1:-1]
    return is_ipv4(address) or (address[:5].lower() == "ipv6:" and is_ipv6(address[5:]))
