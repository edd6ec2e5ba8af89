"""What an office would say of the official documents that tests lay out."""

from __future__ import annotations

FACTS = {"份号": "000001", "密级": "机密★1年", "紧急程度": "特急", "发文机关标志": "某某市人民政府文件",
         "发文字号": "某政发〔2021〕8号", "签发人": "李某某",
         "抄送": "市委办公室，市人大常委会办公室，市政协办公室，市监察委员会，市中级人民法院",
         "印发机关": "某某市人民政府办公室", "印发日期": "2021年4月9日", "附注": "此件公开发布"}


SEALED = FACTS | {"印章": "加盖印章", "签发人": ""}
