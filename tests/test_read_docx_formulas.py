"""Formulas of Word as one line of text and as MathML."""

from __future__ import annotations

import pytest
from docx_parts import DECLARED, read, texts
from lxml import etree

from convert.formats.docx.reading.formulas import linear, mathml


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def made(tag: str, properties: str = "", **parts: str) -> str:
    inner = "".join(f"<m:{name}>{content}</m:{name}>" for name, content in parts.items())
    return f"<m:{tag}><m:{tag}Pr>{properties}</m:{tag}Pr>{inner}</m:{tag}>"


def formula(content: str) -> etree._Element:
    return etree.fromstring(f"<m:oMath {DECLARED}>{content}</m:oMath>")


def char(name: str, value: str) -> str:
    return f"<m:{name} m:val='{value}'/>"


CASES = [
    (t("x+1"), "x+1", "<mo>x+1</mo>"),
    (made("f", num=t("1"), den=t("12")), "1/12", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>12</mn></mrow></mfrac>"),
    (made("sSub", e=t("a"), sub=t("ij")), "a_(ij)", "<msub><mrow><mi>a</mi></mrow><mrow><mi>ij</mi></mrow></msub>"),
    (made("sSubSup", e=t("a"), sub=t("i"), sup=t("2")), "a_i^2",
     "<msubsup><mrow><mi>a</mi></mrow><mrow><mi>i</mi></mrow><mrow><mn>2</mn></mrow></msubsup>"),
    (made("rad", deg="", e=t("x+1")), "√(x+1)", "<msqrt><mrow><mo>x+1</mo></mrow></msqrt>"),
    (made("rad", deg=t("3"), e=t("x")), "∛x", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"),
    (made("rad", deg=t("n"), e=t("x")), "n√x", "<mroot><mrow><mi>x</mi></mrow><mrow><mi>n</mi></mrow></mroot>"),
    (made("nary", char("chr", "∑"), sub=t("i=1"), sup=t("n"), e=t("i")), "∑_(i=1)^n i",
     "<munderover><mo>∑</mo><mrow><mo>i=1</mo></mrow><mrow><mi>n</mi></mrow></munderover><mrow><mi>i</mi></mrow>"),
    (made("d", e=t("a")), "(a)", "<mrow><mo>(</mo><mrow><mi>a</mi></mrow><mo>)</mo></mrow>"),
    ("<m:d><m:dPr>" + char("begChr", "[") + char("endChr", "]") + char("sepChr", ",") + "</m:dPr><m:e>" + t("a")
     + "</m:e><m:e>" + t("b") + "</m:e></m:d>", "[a,b]",
     "<mrow><mo>[</mo><mrow><mi>a</mi></mrow><mo>,</mo><mrow><mi>b</mi></mrow><mo>]</mo></mrow>"),
    (made("func", fName=t("sin"), e=t("x")), "sin x",
     "<mrow><mrow><mi>sin</mi></mrow><mo>\u2061</mo><mrow><mi>x</mi></mrow></mrow>"),
    (made("acc", char("chr", "\u0304"), e=t("x")), "x\u0304",
     "<mover accent=\"true\"><mrow><mi>x</mi></mrow><mo>\u0304</mo></mover>"),
    (made("acc", e=t("ab")), "(ab)^", "<mover accent=\"true\"><mrow><mi>ab</mi></mrow><mo>\u0302</mo></mover>"),
    (made("limLow", e=t("lim"), lim=t("n→∞")), "lim_(n→∞)",
     "<munder><mrow><mi>lim</mi></mrow><mrow><mo>n→∞</mo></mrow></munder>"),
    ("<m:m><m:mr><m:e>" + t("a") + "</m:e><m:e>" + t("b") + "</m:e></m:mr><m:mr><m:e>" + t("c") + "</m:e></m:mr></m:m>",
     "a, b; c",
     "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></mtd></mtr></mtable>"),
    ("<m:eqArr><m:e>" + t("x=1") + "</m:e><m:e>" + t("y=2") + "</m:e></m:eqArr>", "x=1; y=2",
     "<mtable><mtr><mtd><mo>x=1</mo></mtd></mtr><mtr><mtd><mo>y=2</mo></mtd></mtr></mtable>"),
    (made("box", e=t("k")), "k", "<mi>k</mi>"),
]


@pytest.mark.parametrize(("content", "line", "markup"), CASES)
def test_a_formula_is_a_line_and_mathml(content, line, markup):
    element = formula(content)
    assert linear(element) == line
    assert mathml(element) == f'<math xmlns="http://www.w3.org/1998/Math/MathML">{markup}</math>'


def test_formulas_that_nest_too_deep_keep_their_characters():
    deep = t("x")
    for _ in range(60):
        deep = made("sSup", e=deep, sup=t("2"))
    element = formula(deep)
    assert "x" in linear(element)
    assert "<mtext>" in mathml(element)


def test_a_formula_on_a_line_of_its_own():
    text = read(f"<w:p><m:oMathPara><m:oMath>{t('a')}{t('=')}{t('b')}</m:oMath></m:oMathPara></w:p>")
    assert texts(text) == ["a=b"]
    assert [run.kind for run in text.runs] == ["math"]
