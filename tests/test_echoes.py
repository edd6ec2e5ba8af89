"""What of a short line returns in the text behind it."""

from __future__ import annotations

from recovery_texts import survey_of

from convert.recovery.context import Context

TEXT = "青云县的老渠道修好了，沿渠道的村子今年都用上了水，青云县的群众说这是几十年来最好的一件事。"
MENU = "首页\n专栏\n视频\n资讯\n青云渠道修好记\n林远\n"


def at(context: Context, plain: str) -> int:
    return next(i for i, atom in enumerate(context.atoms) if atom.plain == plain)


def test_a_title_returns_in_the_text_and_a_button_does_not() -> None:
    context = survey_of(f"{MENU}{TEXT}\n")
    title, button = context.echoes[at(context, "青云渠道修好记")], context.echoes[at(context, "专栏")]
    assert title is not None
    assert title.most
    assert title.share > 0.5
    assert button == (0, False)


def test_nothing_returns_where_no_text_is_behind() -> None:
    context = survey_of(f"{TEXT}\n{MENU}")
    assert {context.echoes[i] for i in range(1, len(context.atoms))} == {None}


def test_a_long_line_has_no_echo() -> None:
    context = survey_of(f"{TEXT}\n{TEXT}\n")
    assert context.echoes[0] is None or context.echoes[0].share == 1
