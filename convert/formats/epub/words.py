"""The words an edition adds to the text, in both scripts."""

from __future__ import annotations

from functools import cache

WORDS: dict[str, tuple[str, str]] = {
    "contents": ("目录", "目錄"),
    "landmarks": ("导览", "導覽"),
    "cover": ("封面", "封面"),
    "cover-of": ("封面：{}", "封面：{}"),
    "titlepage": ("书名页", "書名頁"),
    "preface": ("前言", "前言"),
    "text": ("正文", "正文"),
    "edited": ("{} 编", "{} 編"),
    "volume": ("第{}卷", "第{}卷"),
    "title": ("题名", "題名"),
    "creator": ("作者", "作者"),
    "date": ("日期", "日期"),
    "publisher": ("来源", "來源"),
    "identifier": ("编号", "編號"),
    "number": ("文号", "文號"),
    "issued": ("成文日期", "成文日期"),
    "subject": ("主题", "主題"),
    "validity": ("有效性", "有效性"),
    "source": ("来源", "來源"),
    "file": ("原文件", "原文件"),
    "digest": ("SHA-256", "SHA-256"),
    "characters": ("字符", "字元"),
    "counts": ("原文 {length} 字符：收入正文 {kept}，版面字符 {layout}，略去非正文 {noise}",
               "原文 {length} 字元：收入正文 {kept}，版面字元 {layout}，略去非正文 {noise}"),
    "lost": ("〔原文缺〕", "〔原文缺〕"),
    "redacted": ("〔原文隐去〕", "〔原文隱去〕"),
    "truncated": ("〔原文至此中断〕", "〔原文至此中斷〕"),
    "missing": ("〔原图缺〕", "〔原圖缺〕"),
    "picture": ("图片", "圖片"),
    "pages": ("原书页码", "原書頁碼"),
    "colophon": ("版本说明", "版本說明"),
    "search": ("搜索", "搜尋"),
    "found": ("找到 {} 处", "找到 {} 處"),
    "nothing": ("没有找到", "沒有找到"),
    "previous": ("上一篇", "上一篇"),
    "next": ("下一篇", "下一篇"),
    "made": ("制作", "製作"),
    "sources": ("来源一览", "來源一覽"),
    "index": ("人名与机构索引", "人名與機構索引"),
    "others": ("其他", "其他"),
    "persons": ("人名", "人名"),
    "organisations": ("机构", "機構"),
    "accessible": ("全文为文字，按阅读顺序排列，目录可逐级跳转，字体与颜色随阅读器设定。",
                   "全文為文字，按閱讀順序排列，目錄可逐級跳轉，字體與顏色隨閱讀器設定。"),
}
"""What is said → Simplified, Traditional."""


@cache
def words(language: str) -> dict[str, str]:
    """The words for a language tag: Traditional for zh-Hant and its regions, Simplified otherwise."""
    column = int(language.startswith(("zh-Hant", "zh-TW", "zh-HK", "zh-MO")))
    return {name: both[column] for name, both in WORDS.items()}
