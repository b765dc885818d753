"""Reads pulled copies with pydicom, element by element.

copies.py texts.json LEFT,TOP,RIGHT,BOTTOM COPY... prints what was found as JSON: how many elements were read, which hold one of
the texts, and which frames of uncompressed copies are not black outside the region (inclusive pixel bounds).
"""
import json
import sys

import pydicom
from pydicom.datadict import keyword_for_tag


def texts_of(value):
    """Every way the value can be read as text."""
    if isinstance(value, (bytes, bytearray)):
        for encoding in ("latin-1", "utf-8", "shift_jis", "euc_jp", "iso2022_jp"):
            yield value.decode(encoding, errors="ignore")
    elif isinstance(value, (list, pydicom.multival.MultiValue)):
        for one in value:
            yield from texts_of(one)
    else:
        yield str(value)


def walk(dataset, path, found, texts):
    """Counts the elements of a data set and all below it."""
    count = 0
    for element in dataset:
        count += 1
        place = f"{path}/{element.tag}"
        if element.VR == "SQ":
            for item in element.value:
                count += walk(item, place, found, texts)
            continue
        if element.tag == 0x7FE00010:
            continue
        for text in texts_of(element.value):
            lower = text.lower()
            found.update(f"{place} {keyword_for_tag(element.tag)}: {what}" for needle, what in texts.items() if needle.lower() in lower and len(needle) > 1)
    return count


def outside_is_black(dataset, region):
    """Whether every frame is zero outside the region."""
    left, top, right, bottom = region
    samples, rows, columns = dataset.SamplesPerPixel, dataset.Rows, dataset.Columns
    row_length = columns * samples
    pixels = dataset.PixelData
    for frame in range(int(dataset.get("NumberOfFrames", 1))):
        for row in range(rows):
            start = (frame * rows + row) * row_length
            line = pixels[start:start + row_length]
            if top <= row <= bottom:
                line = line[:left * samples] + line[(right + 1) * samples:]
            if any(line):
                return False
    return True


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        texts = json.load(file)
    region = [int(bound) for bound in sys.argv[2].split(",")]
    found, elements, frames, bright = set(), 0, 0, []
    for path in sys.argv[3:]:
        dataset = pydicom.dcmread(path)
        elements += walk(dataset.file_meta, "meta", found, texts) + walk(dataset, "", found, texts)
        frames += int(dataset.get("NumberOfFrames", 1))
        if not dataset.file_meta.TransferSyntaxUID.is_compressed and not outside_is_black(dataset, region):
            bright.append(path)
    print(json.dumps({"elements": elements, "frames": frames, "found": sorted(found), "bright": bright}, ensure_ascii=False))


main()
