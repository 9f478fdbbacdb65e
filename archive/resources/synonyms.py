"""Synonyms: what people write for the fixed values of a column, beside its values and labels."""

# Nothing that may mean two values: "city" and "市" are a prefecture's or a county's.
VALUES: dict[str, list[str]] = {
    # kinds of agreements
    "agreement": ["cooperation agreement", "协议", "协定", "合作协议"],
    "framework": ["framework agreement", "框架协议", "合作框架协议"],
    "strategic": ["strategic agreement", "strategic cooperation", "战略协议", "战略合作协议"],
    "mou": ["memorandum", "备忘录", "谅解备忘录"],
    "letter-of-intent": ["loi", "意向书", "意向协议"],
    "contract": ["合同"],
    "action-plan": ["行动计划", "行动方案"],
    "twinning": ["sister city", "sister cities", "friendship city", "友好城市", "姊妹城市", "结好"],
    "project": ["project agreement", "项目协议"],
    "protocol": ["议定书"],
    # kinds of events
    "signing-ceremony": ["signing", "签约", "签字仪式"],
    "video-conference": ["video meeting", "videoconference", "视频会", "视频会议"],
    "meeting": ["talks", "会谈", "会见", "会晤"],
    "symposium": ["座谈会"],
    "inspection": ["考察", "调研", "视察"],
    "visit": ["访问", "参观"],
    # levels of places
    "country": ["国家"],
    "province": ["省", "省级", "自治区", "autonomous region"],
    "prefecture": ["地级市", "自治州", "prefecture-level city", "autonomous prefecture"],
    "county": ["县", "县级市", "county-level city", "special zone"],
    "district": ["区", "市辖区"],
    "town": ["镇", "乡", "街道", "township", "sub-district"],
    "village": ["村", "社区", "community"],
}
