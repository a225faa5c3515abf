"""The technical reports the invented teams hand in: short, real PDFs."""

from html import escape

from competition import typeset

SECTIONS = (
    ("개요", "{name}은 {model}의 설계, 자료 수집, 사전학습과 검증을 자체적으로 수행하였습니다."
     " 이 보고서는 시연을 위해 지어낸 것입니다."),
    ("구조", "디코더 전용 변환기 구조를 쓰며 층의 수, 은닉 차원, 머리의 수는"
     " 설정 파일에 적힌 바와 같습니다."),
    ("학습", "가중치는 난수로 초기화한 뒤 자체 말뭉치로 학습하였습니다."
     " 학습 기록은 함께 제출한 기록 파일에 있습니다."),
    ("자료", "자체 구축한 한국어·영어 말뭉치를 정제하여 사용하였습니다."
     " 평가 문항과의 중복을 점검하였습니다."),
    ("안전", "유해 응답을 줄이기 위한 점검 절차와 결과를 정리하였습니다."),
    ("다음 계획", "다음 단계에서는 긴 문맥 처리와 다중 양식으로 범위를 넓힐 계획입니다."),
)  # fmt: skip


def technical_report(team) -> bytes:
    """A short PDF in Korean."""
    facts = {"name": team.name_ko, "model": team.model}
    body = "".join(
        f"<h2>{number}. {title}</h2><p>{escape(text.format(**facts))}</p>"
        for number, (title, text) in enumerate(SECTIONS, 1)
    )
    title = escape(f"{team.model} 기술보고서")
    return typeset.pdf(
        f'<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>{title}</title><style>'
        "@page{size:A4;margin:25mm}html{font:11pt/1.8 NanumMyeongjo,'Nanum Myeongjo',serif}"
        f"</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
