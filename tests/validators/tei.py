"""TEI's own schema, tei_all, as it lies beside the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from validators import require

TEI_ALL = Path(__file__).parents[3] / "shared" / "schemas" / "tei_all.rng"


@cache
def load_tei_all() -> etree.RelaxNG:
    """The RELAX NG schema of TEI P5; takes some ten seconds, once."""
    require(TEI_ALL.is_file(), "tei_all.rng is not beside the checkout")
    return etree.RelaxNG(etree.parse(TEI_ALL))
