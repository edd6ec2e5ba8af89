"""Dates in their normal form."""

from __future__ import annotations

import pytest
from trees import NAMES, seed_tree

from convert.tree.dates import normal_date
from convert.tree.identity import identify


@pytest.mark.parametrize(("printed", "normal"), [
    ("2021年04月08日", "2021-04-08"), ("2021-4-8 09:30", "2021-04-08"), ("2021.04.08", "2021-04-08"),
    ("2021/12/31", "2021-12-31"), ("二〇二一年四月八日", "2021-04-08"), ("一九九八年十二月三十一日", "1998-12-31"),
    ("二○一六年二十月", "2016"), ("2021年4月", "2021-04"), ("2021年", "2021"), ("1954", "1954"),
    ("（2020年5月22日）", "2020-05-22"), ("二〇二〇年十月二十日", "2020-10-20"), ("２０２１年４月８日", "2021-04-08"),
    ("无", ""), ("", ""), ("011336909/2021-11451", ""), ("今年4月", ""),
])
def test_a_printed_date_has_one_normal_form(printed: str, normal: str) -> None:
    assert normal_date(printed) == normal


def test_the_date_of_a_document_is_in_normal_form() -> None:
    assert identify(seed_tree(NAMES[3])).date == "2021-04-08"
