"""Reads an event file with nothing but the published format: an independent check of what Fathom writes.

Prints one line per value: step, tag, and the number, or the histogram's count, or the name of the plugin.
"""
import struct
import sys

TABLE = []
for byte in range(256):
    crc = byte
    for _ in range(8):
        crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    TABLE.append(crc)


def masked_crc(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(path):
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        length, length_crc = struct.unpack_from("<QI", data, at)
        assert length_crc == masked_crc(data[at:at + 8]), f"length at {at}"
        record = data[at + 12:at + 12 + length]
        (crc,) = struct.unpack_from("<I", data, at + 12 + length)
        assert crc == masked_crc(record), f"record at {at}"
        yield record
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        value |= (data[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        tag, at = varint(data, at)
        field, kind = tag >> 3, tag & 7
        if kind == 0:
            value, at = varint(data, at)
        elif kind == 1:
            (value,), at = struct.unpack_from("<d", data, at), at + 8
        elif kind == 5:
            (value,), at = struct.unpack_from("<f", data, at), at + 4
        else:
            assert kind == 2, f"wire type {kind}"
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
            assert len(value) == length
        yield field, value


for number, record in enumerate(records(sys.argv[1])):
    event = dict(fields(record))
    step = event.get(2, 0)
    if number == 0:
        print("version", event[3].decode())
    if 7 in event:
        print(step, "session", dict(fields(event[7]))[1])
    for _, value in fields(event.get(5, b"")):
        parts = dict(fields(value))
        tag = parts[1].decode()
        if 2 in parts:
            print(step, tag, repr(parts[2]))
        if 5 in parts:
            histogram = dict(fields(parts[5]))
            limits = struct.unpack(f"<{len(histogram[6]) // 8}d", histogram[6])
            buckets = struct.unpack(f"<{len(histogram[7]) // 8}d", histogram[7])
            assert len(limits) == len(buckets) and list(limits) == sorted(limits)
            assert sum(buckets) == histogram[3]
            print(step, tag, int(histogram[3]))
        if 9 in parts:
            plugin = dict(fields(dict(fields(parts[9]))[1]))
            print(step, tag, plugin[1].decode())
