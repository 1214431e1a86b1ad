"""The obfuscated state of a project's protection (MS-OVBA 2.4.3): its key comes from the project.

A state that was made for another project does not fit, and makes a project suspect.
"""

_VERSION = 2
OPEN = {"CMG": b"\0\0\0\0", "DPB": b"\0", "GC": b"\xff"}
"""What a project without protection states (2.3.1.15-17): nobody protects it, it has no password,
it can be seen."""


def obfuscated(data: bytes, project_id: str, seed: int) -> str:
    """Data under the key of a project.

    Args:
        data: what is stated.
        project_id: the project's GUID with braces, as the PROJECT stream has it.
        seed: any byte; equal seeds give equal texts.

    Returns:
        Hexadecimal digits.
    """
    key = sum(project_id.encode("ascii")) & 0xFF
    done = bytearray([seed, seed ^ _VERSION, seed ^ key])
    before = key
    ignored = bytes([seed]) * ((seed & 6) // 2)
    for byte in (*ignored, *len(data).to_bytes(4, "little"), *data):
        done.append(byte ^ ((done[-2] + before) & 0xFF))
        before = byte
    return done.hex().upper()


def revealed(text: str, project_id: str) -> bytes:
    """What an obfuscated text states.

    Args:
        text: hexadecimal digits.
        project_id: the project's GUID with braces.

    Raises:
        ValueError: it was made for another project, or is damaged.
    """
    raw = bytes.fromhex(text)
    seed, version, key = raw[0], raw[0] ^ raw[1], raw[0] ^ raw[2]
    if version != _VERSION or key != sum(project_id.encode("ascii")) & 0xFF:
        raise ValueError(text)
    plain, before = bytearray(), key
    for at in range(3, len(raw)):
        before = raw[at] ^ ((raw[at - 2] + before) & 0xFF)
        plain.append(before)
    del plain[: (seed & 6) // 2]
    length, data = int.from_bytes(plain[:4], "little"), bytes(plain[4:])
    if length != len(data):
        raise ValueError(text)
    return data
