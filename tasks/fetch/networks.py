"""Which IP addresses may be connected to.

From the IANA special-purpose registries of IPv4 and IPv6, and what clouds put their metadata services on. Python's
`is_global` is not used: what it says differs between patch releases.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

_PRIVATE_V4: Final = tuple(
    IPv4Network(block) for block in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
_NEVER_V4: Final = tuple(
    IPv4Network(block)
    for block in (
        *("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "100.100.100.200/32",  # Alibaba Cloud's metadata, in the space of carriers' NAT
        "168.63.129.16/32",  # Azure's, in public space
    )
)
_PUBLIC_V6: Final = IPv6Network("2000::/3")
_PRIVATE_V6: Final = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))
_NEVER_V6: Final = tuple(
    IPv6Network(block)
    for block in (
        *("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"),  # protocols (Teredo), examples, 6to4, examples
        "fd00:ec2::/32",  # Amazon's metadata
        "fd20:ce::/32",  # Google's
    )
)
_EMBEDS_V4: Final = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))  # mapped, NAT64


def is_allowed(address: str, *, allow_private: bool) -> bool:
    """Whether an IP address is public, or private where that is allowed.

    Raises:
        ValueError: it is no IP address.
    """
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        return _is_allowed_v4(found, allow_private)
    return _is_allowed_v6(found, allow_private)


def _is_allowed_v4(address: IPv4Address, allow_private: bool) -> bool:
    if any(address in block for block in _NEVER_V4):
        return False
    return allow_private or not any(address in block for block in _PRIVATE_V4)


def _is_allowed_v6(address: IPv6Address, allow_private: bool) -> bool:
    if address.scope_id is not None:
        return False
    if any(address in block for block in _EMBEDS_V4):
        return _is_allowed_v4(IPv4Address(int(address) & 0xFFFFFFFF), allow_private)
    if any(address in block for block in _NEVER_V6):
        return False
    return address in _PUBLIC_V6 or (allow_private and any(address in block for block in _PRIVATE_V6))
