"""The characters of a JSON text, which must be UTF-8 without a byte order mark."""

from forwhom.jwt.defect import Defect, DefectCode, Where, subject


def text_of(data: bytes, where: Where, defects: list[Defect]) -> str:
    """The text of the bytes, read as well as can be; appends why it is not plain UTF-8."""
    encoding = "utf-8"
    if data.startswith(b"\xef\xbb\xbf"):
        line = f"{subject(where)} begins with a byte order mark"
        defects.append(Defect(code=DefectCode.UTF8_BOM, where=where, text=line))
        data = data[3:]
    elif data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:2]:
        # JSON begins with an ASCII character, so the zero bytes around it tell the encoding.
        wide = b"\0\0" in data[:4]
        encoding = "utf-32" if wide else "utf-16"
        if data[:1] not in {b"\xff", b"\xfe"} and data[:4] != b"\0\0\xfe\xff":
            encoding += "-be" if data[0] == 0 else "-le"
        line = f"{subject(where)} is encoded in {encoding[:6].upper()}, not in UTF-8"
        defects.append(Defect(code=DefectCode.UTF16, where=where, text=line))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            line = f"{subject(where)} is not valid UTF-8 at byte {error.start}"
            defects.append(Defect(code=DefectCode.UTF8_INVALID, where=where, text=line))
        return data.decode(encoding, "replace")
