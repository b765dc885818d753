"""Prints every element of the files named on standard input, as pydicom holds it before any conversion."""
import hashlib, logging, struct, sys, warnings
from array import array

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
import pydicom
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.datadict import dictionary_VR

UNITS = {"OW": 2, "SS": 2, "US": 2, "AT": 2, "FL": 4, "OF": 4, "OL": 4, "SL": 4, "UL": 4,
         "FD": 8, "OD": 8, "OV": 8, "SV": 8, "UV": 8}


def digest(value):
    return hashlib.sha256(value).hexdigest()[:16]


def little(value, vr):
    words = array({2: "H", 4: "I", 8: "Q"}.get(UNITS.get(vr, 1), "B"))
    words.frombytes(value)
    words.byteswap()
    return words.tobytes()


def known(tag, vr):
    """The representation of an element that tells none or UN, where the dictionary has exactly one."""
    if vr not in (None, "UN"):
        return vr
    try:
        found = dictionary_VR(tag)
        return found if len(found) == 2 else ""
    except KeyError:
        return ""


def fragments(value, path):
    at, n = 0, 0
    while at + 8 <= len(value):
        group, element, length = struct.unpack_from("<HHL", value, at)
        if (group, element) != (0xFFFE, 0xE000):
            break
        print(f"{path}[{n}]\t\t{length}\t{digest(value[at + 8:at + 8 + length])}")
        at, n = at + 8 + length, n + 1


def walk(dataset, at, big):
    for tag in sorted(dataset.keys()):
        path = f"{at}{tag.group:04X},{tag.elem:04X}"
        raw = dataset.get_item(tag)
        element = raw
        if isinstance(raw, RawDataElement) and (raw.VR == "SQ" or known(tag, raw.VR) == "SQ"):
            element = dataset[tag]
        if element.VR == "SQ":
            print(f"{path}\tSQ\t\t")
            items = element.value or []
            for i, item in enumerate(items):
                walk(item, f"{path}[{i}]/", big)
            continue
        value = raw.value if isinstance(raw.value, bytes) else b"" if raw.value is None else None
        if value is None:   # converted while it was read: the character set
            print(f"{path}\t{raw.VR}\t\t")
            continue
        if isinstance(raw, RawDataElement) and raw.length == 0xFFFFFFFF or getattr(raw, "is_undefined_length", False):
            print(f"{path}\t{known(tag, raw.VR)}\t\t")
            fragments(value, path)
            continue
        if big and raw.VR not in (None, "UN") and tag.group != 2:
            value = little(value, raw.VR)
        print(f"{path}\t{known(tag, raw.VR)}\t{len(value)}\t{digest(value)}")


for name in sys.stdin.read().splitlines():
    print("=")
    try:
        dataset = pydicom.dcmread(name, force=True)
        walk(dataset.file_meta, "", False)
        walk(dataset, "", not dataset.is_little_endian)
    except Exception as error:
        print(f"refused\t{type(error).__name__}: {error}".replace("\n", " "))
