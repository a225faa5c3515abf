"""Words for codes: verdicts, components, aspects, producers. Unknown codes stand for themselves."""

from scoring.rubric import Words

VERDICTS = {
    "derived": Words("파생", "derived"),
    "inconclusive": Words("판단 보류", "inconclusive"),
    "no_evidence": Words("파생 증거 없음", "no evidence of derivation"),
    "independent": Words("독자", "independent"),
    "rejected": Words("판독 불가", "not readable"),
    "ticks": Words("평가위원 미충족 표시", "evaluators' ticks"),
}
COMPONENTS = {
    "embed": Words("임베딩", "embedding"),
    "head": Words("출력층", "output head"),
    "attn": Words("어텐션", "attention"),
    "ffn": Words("피드포워드", "feed-forward"),
    "router": Words("라우터", "router"),
    "norm": Words("정규화", "normalisation"),
    "vision": Words("비전 인코더", "vision encoder"),
    "audio": Words("음성 인코더", "audio encoder"),
    "projector": Words("프로젝터", "projector"),
    "language": Words("언어 모델", "language model"),
    "other": Words("기타", "other"),
}
ASPECTS = {
    "technical": Words("기술적 측면", "technical aspect"),
    "policy": Words("정책적 측면", "policy aspect"),
    "ethical": Words("윤리적 측면", "ethical aspect"),
}
PRODUCERS = {
    "benchmark": Words("벤치마크 평가", "benchmark evaluation"),
    "outside_index": Words("외부 지수", "outside index"),
    "evaluators": Words("전문가 평가", "expert evaluation"),
    "expert_users": Words("AI 전문 사용자진", "expert user panel"),
    "citizens": Words("국민 평가단", "citizen panel"),
}
CONDITIONS = {
    "examined": Words("독자성 검사 완료", "originality examined"),
    "evaluated": Words("평가 완료", "evaluation completed"),
}


def named(vocabulary: dict[str, Words], code: str) -> Words:
    """The words for ``code``, or the code itself."""
    return vocabulary.get(code, Words(code, code))
