"""What texts are put in: the languages, and the configurations of the converter that lead to them."""

from __future__ import annotations

CONFIGS: dict[tuple[str, str], tuple[str, str | None]] = {
    ("zh-Hans", "zh-Hant"): ("s2t", None),
    ("zh-Hans", "zh-Hant-TW"): ("s2tw", "s2twp"),
    ("zh-Hans", "zh-Hant-HK"): ("s2hk", "s2hkp"),
    ("zh-Hant", "zh-Hans"): ("tw2s", "tw2sp"),
    ("zh-Hant", "zh-Hant-TW"): ("t2tw", None),
    ("zh-Hant", "zh-Hant-HK"): ("t2hk", None),
    ("zh-Hant-TW", "zh-Hans"): ("tw2s", "tw2sp"),
    ("zh-Hant-TW", "zh-Hant"): ("tw2t", None),
    ("zh-Hant-HK", "zh-Hans"): ("hk2s", "hk2sp"),
    ("zh-Hant-HK", "zh-Hant"): ("hk2t", None),
}
"""Language of the text and language wanted → OpenCC's configuration, and the one that also changes vocabulary.

Traditional text of no stated place goes by `tw2s`: unlike `t2s` it knows both 著 and 着, and changes nothing else that
`t2s` would not.
"""

TARGETS = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
"""Languages to convert to; `zh-Hant` is OpenCC's own standard of Traditional characters."""
