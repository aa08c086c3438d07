"""Chinese."""

from __future__ import annotations

from briefings.transcript.wording.languages.language import Language, words

CHINESE = Language(
    code="zh",
    feet=(r"(?:媒体)?联系(?:人|方式)|关于我们|聯絡(?:我們|方式)",),
    around=(
        r"分享(?:到|至)?[:：]?|(?:相关|相關)(?:新闻|新聞|链接|連結|阅读|閱讀|稿件)[:：]?|打印(?:本页)?|列印|关闭窗口|版权所有.*|友善列印",
    ),
    answers=words("答"),
    question_signs=words("问 問"),
    office_endings=(
        "主持人|发言人|翻译|[司局部处院会省市县州区乡镇校队组科署厅]长|主任|书记|主席|总理|总统|大使|教授|院士|总监|委员",
        "主持人|發言人|[司局部處院會省市縣州區鄉鎮校隊組科署廳室]長|主任|主席|長官|總監|委員|大使|院長|專員",
    ),
    outlet_endings=("记者|提问|社|报|台|网|电视|卫视|广播|新闻|周刊|客户端", "記者|報|網|電視|廣播|新聞|週刊"),
    people_fields=words("出席人员 出席 发布人 嘉宾 出席嘉宾 发布嘉宾 参加人员 出席人員 出席者 出席官員"),
    chair_fields=words("主持人 主持"),
    date_fields=words("时间 日期"),
    place_fields=words("地点"),
    stage=("笑|笑声|掌声|鼓掌|众笑",),
    ends=("完|全文完|发布会结束",),
    events=("举行.{0,40}(?:发布会|吹风会|记者会)",),
    headings=("答记者问|记者提问|现场提问|问答环节",),
    editor=("编者按|以下(?:为|是).{0,20}(?:实录|全文)|(?:文字)?实录如下",),
    published=words("发布 更新 发表 發布 發佈"),
    field_words=words(
        "来源 编辑 责任编辑 责编 作者 时间 日期 地点 发布时间 更新时间 发布日期 更新日期 发表时间 电话 邮箱 地址"
        " 关键词 标签 浏览次数 阅读次数 字号 分享 附件 备注 來源 編輯 時間 地點 日期 發布時間 更新時間 發布日期"
        " 更新日期 電話 單位 主题 主題 议题 議題"
    ),
    lead_notes=words("主题 主題 议题 議題 地点 地點 出席 出席人员 发布人"),
)
