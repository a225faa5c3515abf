"""Who appears in the demonstration. Every person, body and model is invented."""

from dataclasses import dataclass

PROGRAMME = {
    "slug": "sovereign-ai-demo",
    "name_ko": "독자 AI 파운데이션 모델(시연)",
    "name_en": "Sovereign AI Foundation Model (demonstration)",
}
LETTERHEAD = {
    "agency_ko": "인공지능모델심사단",
    "agency_en": "AI Model Evaluation Office",
    "sender_ko": "인공지능모델심사단장",
    "sender_en": "Head of the AI Model Evaluation Office",
    "contact_ko": "우 00000 가상특별시 시연로 1, 3층 / 전화 02-0000-0000 / letters@simsa.example",
    "contact_en": "3F, 1 Siyeon-ro, Gasang City 00000 / +82-2-0000-0000 / letters@simsa.example",
}


@dataclass(frozen=True)
class Person:
    """Somebody who signs in: ``role`` is one of the programme's, or ``team``."""

    key: str
    name: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.key}@simsa.example"


@dataclass(frozen=True)
class Team:
    """A consortium: its bodies, who leads it, and how its model was judged by people."""

    slug: str
    name_ko: str
    name_en: str
    model: str
    bodies: tuple[tuple[str, str, str], ...]  # (Korean, English, kind); the first one leads
    lead: Person
    merit: float  # 0..1, around which evaluators and the citizen panel score


OFFICERS = (
    Person("seoyeon.kim", "김서연", "organiser"),
    Person("woojin.jung", "정우진", "approver"),
    Person("gaeun.seo", "서가은", "custodian"),
    Person("doyun.han", "한도윤", "auditor"),
)
EVALUATORS = (
    Person("jaemin.oh", "오재민", "evaluator"),
    Person("soyul.lim", "임소율", "evaluator"),
    Person("hyunwoo.cho", "조현우", "evaluator"),
    Person("nayeon.baek", "백나연", "evaluator"),
    Person("taeo.moon", "문태오", "evaluator"),
)
CITIZENS = tuple(
    Person(f"citizen{number:02d}", f"국민 평가단 {number}", "panel") for number in range(1, 13)
)


def _team(slug, name_ko, name_en, model, bodies, lead, merit):
    return Team(slug, name_ko, name_en, model, bodies, Person(*lead, "team"), merit)


TEAMS = (
    _team(
        "dodamsol", "도담솔 컨소시엄", "Dodamsol Consortium", "도담 2",
        (("도담연구소", "Dodam Labs", "company"),
         ("한들대학교", "Handeul University", "university")),
        ("serin.lee", "이세린"), 0.86,
    ),
    _team(
        "mirhan", "미르한 컨소시엄", "Mirhan Consortium", "미르 3",
        (("미르한기술", "Mirhan Technologies", "company"),
         ("누리과학원", "Nuri Institute", "institute")),
        ("junho.kwon", "권준호"), 0.80,
    ),
    _team(
        "gaonnuri", "가온누리 컨소시엄", "Gaonnuri Consortium", "가온 2",
        (("가온클라우드", "Gaon Cloud", "company"),
         ("다솜대학교", "Dasom University", "university")),
        ("yerim.shin", "신예림"), 0.82,
    ),
    _team(
        "saebark", "새밝 컨소시엄", "Saebark Consortium", "새밝 2",
        (("새밝인공지능", "Saebark AI", "company"),
         ("한들대학교", "Handeul University", "university")),
        ("minjae.yoo", "유민재"), 0.76,
    ),
    _team(
        "yunseul", "윤슬 컨소시엄", "Yunseul Consortium", "윤슬 2",
        (("윤슬시스템", "Yunseul Systems", "company"),
         ("라온소프트", "Raon Soft", "company")),
        ("haram.moon", "문하람"), 0.66,
    ),
)  # fmt: skip

NEWCOMER = _team(
    "haeoreum", "해오름 컨소시엄", "Haeoreum Consortium", "해오름 P1",
    (("해오름연구소", "Haeoreum Labs", "company"),
         ("다솜대학교", "Dasom University", "university")),
    ("gyuri.nam", "남규리"), 0.7,
)  # fmt: skip

CONSORTIA = (*TEAMS, NEWCOMER)
PEOPLE = OFFICERS + EVALUATORS + CITIZENS + tuple(team.lead for team in CONSORTIA)
