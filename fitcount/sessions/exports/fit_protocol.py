"""Garmin's FIT protocol, as far as writing takes it: messages of numbered fields become a file.

Source: "FIT Protocol" (developer.garmin.com/fit/protocol), version 2.0; little-endian, no compressed headers, no
developer fields.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PROTOCOL = 0x20
"""2.0"""
PROFILE = 21218
"""21.218: the profile that the numbers of messages and fields are of."""

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
"""From which FIT counts seconds."""


@dataclass(frozen=True, slots=True)
class BaseType:
    """How a field is stored."""

    code: int
    pack: str
    """For `struct`; "" for text."""
    invalid: int = 0
    """What says that there is no value."""


ENUM = BaseType(0x00, "B", 0xFF)
UINT8 = BaseType(0x02, "B", 0xFF)
UINT16 = BaseType(0x84, "H", 0xFFFF)
UINT32 = BaseType(0x86, "I", 0xFFFFFFFF)
UINT32Z = BaseType(0x8C, "I", 0)
STRING = BaseType(0x07, "")

DEFINITION = 0x40
"""Bit of a record's header; its lowest four are the form's own number, so a file has at most 16 forms."""

Fields = Mapping[int, tuple[BaseType, int | str | None]]
"""Number of the field to its type and its value, already scaled; None: no value."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its global number, and its fields in the order in which they are written."""

    number: int
    fields: Fields


def to_fit(messages: Iterable[Message]) -> bytes:
    """A whole file: header, a definition before the first message of each form, the messages, checksum."""
    local: dict[bytes, int] = {}
    records = bytearray()
    for message in messages:
        values = [_packed(kind, value) for kind, value in message.fields.values()]
        definition = _definition(message, values)
        if definition not in local:
            local[definition] = len(local)
            records += bytes([DEFINITION | local[definition]]) + definition
        records += bytes([local[definition]]) + b"".join(values)
    header = struct.pack("<BBHI4s", 14, PROTOCOL, PROFILE, len(records), b".FIT")
    content = header + struct.pack("<H", crc(header)) + bytes(records)
    return content + struct.pack("<H", crc(content))


def _definition(message: Message, values: Iterable[bytes]) -> bytes:
    fields = [
        struct.pack("BBB", number, len(value), kind.code)
        for (number, (kind, _)), value in zip(message.fields.items(), values, strict=True)
    ]
    return struct.pack("<BBHB", 0, 0, message.number, len(fields)) + b"".join(fields)


def _packed(kind: BaseType, value: int | str | None) -> bytes:
    """A number out of the type's range is none."""
    if isinstance(value, str):
        return value.encode() + b"\0"
    largest = (1 << 8 * struct.calcsize(kind.pack)) - 1
    valid = value is not None and 0 <= value <= largest
    return struct.pack(f"<{kind.pack}", value if valid else kind.invalid)


def seconds_of(moment: datetime) -> int:
    """A moment as FIT has it: whole seconds, rounded down."""
    return (moment - EPOCH) // timedelta(seconds=1)


_CRC = (
    0x0000, 0xCC01, 0xD801, 0x1400, 0xF001, 0x3C00, 0x2800, 0xE401,
    0xA001, 0x6C00, 0x7800, 0xB401, 0x5000, 0x9C01, 0x8801, 0x4400,
)  # fmt: skip
"""Of the 16 values of four bits, polynomial 0xA001."""


def crc(content: bytes) -> int:
    """FIT's checksum, four bits at a time."""
    value = 0
    for byte in content:
        for nibble in (byte & 0xF, byte >> 4):
            value = (value >> 4) ^ _CRC[(value & 0xF) ^ nibble]
    return value
