"""Accuracy and speed of decoding, over the seeds, their other script, and the corpus where it is present.

    python tests/bench/decoding.py

Each text is written in every encoding that holds it, whole and as heads of 60 to 4,000 bytes cut anywhere, with one
byte changed and with one byte missing; then files of lines in several encodings. "Family" counts right encodings,
"text" the share of the characters that came back.
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from convert.formats.text.charset import NAMES
from convert.formats.text.decode import decode

ROOT = Path(__file__).parents[2]
CODECS = ("utf-8", "utf-8-sig", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be")
FAMILY = {"utf-8-sig": "utf-8", "utf-16": "utf-16le"}


def texts() -> Iterator[tuple[str, str]]:
    """The seeds in both scripts, and the corpus."""
    from opencc import OpenCC

    to_traditional, to_simplified = OpenCC("s2t"), OpenCC("t2s")
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8-sig")
        yield path.name, text
        other = to_simplified if path.name.startswith("002") else to_traditional
        yield path.name + "*", other.convert(text)
    for path in sorted((ROOT.parent / "shared" / "corpus").glob("*.[tm][xd][t]*")):
        yield path.name, decode(path.read_bytes(), path.name).text.replace("\r\n", "\n")


def encodings(text: str) -> Iterator[tuple[str, bytes, str]]:
    """Codec, bytes, and the text those bytes hold; Big5 only where it holds nearly all."""
    for codec in CODECS:
        data = text.encode(codec, "ignore")
        held = data.decode(codec)
        if len(held) > 0.985 * len(text):
            yield codec, data, held


def family(codec: str) -> str:
    return FAMILY.get(codec, NAMES.get(codec, codec))


def likeness(a: str, b: str) -> float:
    """Share of `a` found in `b`, cheaply: common head and tail, and a matcher for what differs between."""
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b, n = a[head:], b[head:], len(a)
    tail = next((i for i, (x, y) in enumerate(zip(reversed(a), reversed(b), strict=False)) if x != y),
                min(len(a), len(b)))
    a, b = a[: len(a) - tail], b[: len(b) - tail]
    middle = sum(m.size for m in SequenceMatcher(None, a[:400], b[:400], autojunk=False).get_matching_blocks())
    return (head + tail + middle) / n if n else 1.0


def cases(data: bytes, rng: random.Random) -> Iterator[tuple[str, bytes]]:
    yield "whole", data
    starts = [0] + [i + 1 for i in range(len(data)) if data[i] == 10]
    even = data[:1] in (b"\xff", b"\xfe") or b"\0" in data[:4000]
    for size in (60, 200, 1000, 4000):
        for _ in range(4):
            start = 0 if even else rng.choice(starts)
            if len(data) >= start + size:
                yield f"head {size}", data[start : start + size]
    for _ in range(3):
        at = rng.randrange(4, len(data))
        yield "1 byte changed", data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
        yield "1 byte missing", data[:at] + data[at + 1 :]


def measure() -> None:
    rng = random.Random(11)
    right, total, share = defaultdict(int), defaultdict(int), defaultdict(float)
    wrong = []
    for name, text in texts():
        for codec, data, held in encodings(text):
            for case, part in cases(data, rng):
                source = decode(part, name)
                ok = source.encoding == family(codec) or part.isascii()
                key = (codec, case)
                right[key] += ok
                total[key] += 1
                if not case.startswith("head"):
                    share[key] += likeness(held, source.text)
                if not ok:
                    wrong.append((name, codec, case, source.encoding))
    print(f"{'codec':12}{'case':18}{'cases':>6}{'family':>9}{'text':>9}")
    for key in total:
        text_share = f"{share[key] / total[key]:9.4%}" if key in share else ""
        print(f"{key[0]:12}{key[1]:18}{total[key]:6}{right[key] / total[key]:9.2%}{text_share}")
    for group in ("whole", "head", "1 byte"):
        keys = [key for key in total if key[1].startswith(group)]
        print(f"{group}: {sum(right[k] for k in keys)} of {sum(total[k] for k in keys)}")
    print("wrong:", wrong[:20])


def mixed() -> None:
    rng = random.Random(5)
    lines_right = lines_total = 0
    for _, text in texts():
        lines = [line for part in text.replace("。", "。\n").split("\n") if (line := part.strip())]
        held = {codec for codec, _, _ in encodings(text)}
        for main in ("utf-8", "gb18030", "big5hkscs"):
            for other in ("utf-8", "gb18030", "big5hkscs"):
                if main == other or not {main, other} <= held:
                    continue
                codecs = [other if rng.random() < 0.1 else main for _ in lines]
                data = b"\n".join(line.encode(c, "ignore") for line, c in zip(lines, codecs, strict=True))
                truth = [line.encode(c, "ignore").decode(c) for line, c in zip(lines, codecs, strict=True)]
                got = decode(data, "mixed").text.split("\n")
                lines_total += len(truth)
                lines_right += sum(a == b for a, b in zip(truth, got, strict=False))
                for a, b, c in zip(truth, got, codecs, strict=False):
                    if a != b:
                        print("  mixed:", main, c, a[:30], "->", b[:30])
    print(f"mixed files: {lines_right} of {lines_total} lines")


def speed() -> None:
    text = "".join(text for _, text in texts() if len(text) > 3000)
    for codec in ("utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le"):
        data = (text * (20 if codec == "utf-8" else 1)).encode(codec, "ignore")
        start = time.process_time()
        decode(data, "speed")
        print(f"{codec:12}{len(data) / 1e6 / (time.process_time() - start):9.0f} MB/s")
    small = [part.encode("gb18030", "ignore") for _, part in texts()]
    start = time.process_time()
    for data in small:
        decode(data, "small")
    print(f"gb18030, {len(small)} files{sum(map(len, small)) / 1e6 / (time.process_time() - start):9.0f} MB/s")


if __name__ == "__main__":
    measure()
    mixed()
    speed()
    sys.exit(0)
