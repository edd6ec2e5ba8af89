"""Makes `convert/transforms/opencc/crossings.tsv`: where phrases of OpenCC's dictionary are two words that meet.

    python tests/bench/mine_crossings.py FREQUENCIES TEXT… > convert/transforms/opencc/crossings.tsv

FREQUENCIES is a list of words, a line each: word, how often it occurs, part of speech (the `dict.txt` of the jieba
segmenter, MIT licence, was used). TEXT are files of official prose; what they hold weighs more. Takes some minutes.

A phrase E = ab, matched by OpenCC, is two words that meet in it where a word ends in a (`before`: 掌握 before 发展,
which is not 握发), or where one begins with b (`after`: 换 before 发展, which is not 换发). Both are likelier than E by
the frequencies of their words, and read otherwise.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from convert.chinese.dictionary import read_dictionary
from convert.transforms.opencc.guards import read_rows
from convert.transforms.opencc.plan import load_plan
from convert.transforms.opencc.shortcut import make_shortcut

OFTEN, SELDOM = 0.3, 0.01
"""How often a `before` word must be expected to prevent an error in the frequencies' corpus; SELDOM if in the texts."""
COMMON, RARE = 1.0, 0.05
"""The same for `after` words."""
HARM = 20
"""A `before` word must prevent so many times more errors than it makes."""
ODDS = 1.0
"""Log odds of two words against the phrase."""
UNTRUSTED = frozenset("钟喂游卷才冲")
"""Characters whose usual reading is not the likely one of a word of one character."""

USAGE = {phrase: reading for phrase, reading, *_ in read_rows("usage.tsv")}
PLAN = load_plan("s2t")
PHRASES = PLAN.steps[0][0].entries
ALONE = str.maketrans({key: value for key, value in read_dictionary("STCharacters.txt").items() if len(key) == 1})
plain = PLAN.convert
right = load_plan("s2t", USAGE).convert


class Lexicon:
    """Words with their frequencies."""

    def __init__(self, path: Path, texts: str) -> None:
        rows = [line.split() for line in path.read_text("utf-8").splitlines()]
        self.count = {row[0]: int(row[1]) for row in rows}
        self.names = {row[0] for row in rows if len(row) > 2 and row[2].startswith("nr") and row[0] not in texts}
        self.total = sum(self.count.values())
        self.printed = {texts[at : at + n] for n in range(2, 6) for at in range(len(texts))}
        self.opening: Counter[str] = Counter()
        for word, count in self.count.items():
            self.opening.update({word[:n]: count for n in range(1, min(3, len(word)) + 1)})

    def weigh(self, word: str) -> float:
        """The log probability of a word; half an occurrence for an unknown one."""
        return math.log((self.count.get(word) or 0.5) / self.total)

    def weigh_text(self, text: str) -> float:
        """The log probability of the likeliest words that make up a text."""
        best = [0.0] + [-math.inf] * len(text)
        for start in range(len(text)):
            for end in range(start + 1, min(len(text), start + 5) + 1):
                word = text[start:end]
                known = word in self.count
                if known or end == start + 1:
                    best[end] = max(best[end], best[start] + self.weigh(word) - 3 * (not known))
        return best[-1]

    def words(self, least: int, longest: int) -> Iterator[str]:
        """Words of two to so many Chinese characters that are no personal names and occur so often."""
        for word, count in self.count.items():
            chinese = all("\u4e00" <= character <= "\u9fff" for character in word)
            if 2 <= len(word) <= longest and count >= least and chinese and word not in self.names:
                yield word


def is_special(phrase: str) -> bool:
    """Whether OpenCC reads a text otherwise than character by character."""
    return plain(phrase) != phrase.translate(ALONE)


def find_before(lexicon: Lexicon) -> dict[str, str]:
    """Words that keep a phrase from being matched after them → the phrase they are worth most against."""
    heads = defaultdict(list)
    for phrase in PHRASES:
        if len(phrase) <= 4 and is_special(phrase):
            for cut in range(1, len(phrase)):
                heads[phrase[:cut]].append((phrase, phrase[cut:]))
    found = {}
    for word in lexicon.words(20, 5):
        gain = loss = 0.0
        best = (0.0, "")
        for cut in range(1, len(word) if word not in PHRASES else 0):
            for phrase, tail in heads.get(word[-cut:], ()):
                if word + tail in PHRASES or plain(word + tail) == plain(word) + plain(tail):
                    continue
                worth = lexicon.count[word] * lexicon.opening[tail] / lexicon.total
                rival = max(lexicon.count.get(phrase, 0), 0.3) / lexicon.total
                gain, loss = gain + worth, loss + math.exp(lexicon.weigh_text(word[:-cut])) * rival * lexicon.total
                best = max(best, (worth, phrase))
        if gain >= HARM * loss and gain >= (SELDOM if word in lexicon.printed else OFTEN):
            found[word] = best[1]
    return found


def find_after(lexicon: Lexicon, before: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Texts of a head and a word → the phrase that OpenCC would match in them, and the word."""
    opening = defaultdict(list)
    for word in lexicon.words(10, 4):
        opening[word[0]].append((word, is_special(word)))
    closing: Counter[str] = Counter()
    for word, count in lexicon.count.items():
        if word not in PHRASES and word not in before:
            closing.update({word[-n:]: count for n in range(1, min(3, len(word)) + 1)})
    found = {}
    for phrase in PHRASES:
        special = len(phrase) <= 4 and is_special(phrase)
        for cut in range(max(1, len(phrase) - 2), len(phrase) if len(phrase) <= 4 else 0):
            head, tail = phrase[:cut], phrase[cut:]
            for word, odd in opening.get(tail[0], ()):
                meets = len(word) > len(tail) and word.startswith(tail) and (special or odd)
                if meets and _is_crossed(lexicon, phrase, head, word, closing[head]):
                    found[head + word] = phrase, word
    return found


def _is_crossed(lexicon: Lexicon, phrase: str, head: str, word: str, closing: int) -> bool:
    text = head + word
    good, bad = plain(head) + plain(word), plain(text)
    if good == bad or any(text[:end] in PHRASES for end in range(len(phrase) + 1, len(text) + 1)):
        return False
    if right(head) != head.translate(ALONE) or word.startswith("了解") or (
            good[: len(head)] != bad[: len(head)] and head[0] in UNTRUSTED):
        return False
    rival = lexicon.weigh(phrase) if phrase in lexicon.count else -18.0
    rival += lexicon.weigh_text(word[len(phrase) - len(head) :])
    odds = lexicon.weigh_text(head) + lexicon.weigh(word) - rival
    expected = closing * lexicon.count[word] / lexicon.total
    if odds <= (3 if phrase[-1] in "并了" else ODDS):
        return False
    return expected >= COMMON or text in lexicon.printed or (word in lexicon.printed and expected >= RARE)


def main(frequencies: str, *texts: str) -> None:
    """Prints the table."""
    lexicon = Lexicon(Path(frequencies), "\n".join(Path(text).read_text("utf-8") for text in texts))
    before = find_before(lexicon)
    after = find_after(lexicon, before)
    guards = {word: right(word) for word in before}
    guards |= {text: right(text[: -len(word)]) + right(word) for text, (_, word) in after.items()}
    made = make_shortcut(load_plan("s2t", guards | USAGE)).convert
    rows = defaultdict(list)
    for word, phrase in before.items():
        rows["before", phrase, ""].append(word)
    for text, (phrase, word) in after.items():
        rows["after", phrase, text[: -len(word)]].append(word)
    sys.stdout.write("".join(line for line in _read_header()))
    for (side, phrase, head), words in sorted(rows.items()):
        words.sort(key=lambda word: (-lexicon.count[word], word))
        tails = sorted((word for word in lexicon.count if side == "before" and phrase[-1] in word[:2]),
                       key=lambda word: (-lexicon.count[word], word))[:40]
        texts_ = [head + word for word in words] if side == "after" else [
            word + tail for word in words for tail in (*tails, phrase[1:])]
        example = next((text for text in texts_ if plain(text) != made(text)), None)
        if example is not None:
            listed = [word if right(word) == word.translate(ALONE) else f"{word}={right(word)}" for word in words]
            print(side, phrase, PHRASES[phrase], head, " ".join(listed), example, made(example), sep="\t")


def _read_header() -> list[str]:
    table = Path(sys.modules[load_plan.__module__].__file__ or "").parent / "crossings.tsv"
    return [line for line in table.read_text("utf-8").splitlines(keepends=True) if line.startswith("#")]


if __name__ == "__main__":
    main(*sys.argv[1:])
