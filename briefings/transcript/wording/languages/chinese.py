"""Chinese."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, words

CHINESE = Language(
    code="zh",
    answers=words("答"),
    question_signs=words("问 問"),
    office_endings=(
        "主持人|发言人|翻译|[司局部处院会省市县州]长|主任|书记|主席|总理|总统|大使|教授|院士",
        "主持人|發言人|[司局部處院會省市縣州]長|主任|主席|長官",
    ),
    outlet_endings=("记者|提问|社|报|台|网|电视|卫视|广播|新闻|周刊|客户端", "記者|報|網|電視|廣播|新聞|週刊"),
    people_fields=words("出席人员 出席 发布人 嘉宾"),
    chair_fields=words("主持人 主持"),
    date_fields=words("时间 日期"),
    place_fields=words("地点"),
    stage=("笑|笑声|掌声|鼓掌|众笑",),
    ends=("完|全文完|发布会结束",),
    events=("举行.{0,40}(?:发布会|吹风会|记者会)",),
    headings=("答记者问|记者提问|现场提问|问答环节",),
    editor=("编者按|以下(?:为|是).{0,20}(?:实录|全文)|(?:文字)?实录如下",),
    published=words("发布 更新 发表"),
)
