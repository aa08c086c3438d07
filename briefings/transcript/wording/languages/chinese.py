"""Chinese."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, words

CHINESE = Language(
    code="zh",
    answers=words("答"),
    question_signs=words("问 問"),
    people_fields=words("出席人员 出席 发布人 嘉宾"),
    chair_fields=words("主持人 主持"),
    date_fields=words("时间 日期"),
    place_fields=words("地点"),
    stage=("笑|笑声|掌声|鼓掌|众笑",),
    ends=("完|全文完|发布会结束",),
    editor=("编者按|以下(?:为|是).{0,20}(?:实录|全文)|(?:文字)?实录如下",),
    published=words("发布 更新 发表"),
)
