"""Chapter 2, articles 5 and 6: what is handed in, until when, and what happens if it is not."""

from competition.regulation.document.rulebook import Rulebook
from competition.regulation.wording.form import Article, article, says
from scoring.rubric import Words

MODEL = Words(
    "모델 가중치(safetensors 형식)와 그 설정·토크나이저 파일",
    "the model's weights (safetensors) with their configuration and tokenizer files",
)
BILL = Words(
    "구성요소 명세서",
    "a component bill of materials",
)


def package(rulebook: Rulebook) -> Article:
    """Article 5. What is handed in and what is allowed by content."""
    hand_in = rulebook.hand_in
    items = [MODEL] if hand_in.model else []
    items += [BILL] if hand_in.bill_of_materials else []
    items += [document.words for document in hand_in.documents]
    return article(
        5,
        "제출물",
        "What is handed in",
        says("팀은 다음 각 호의 것을 제출한다.", "A team hands in:", items),
        _content(hand_in.model),
        _bill(hand_in.bill_of_materials),
    )


def _content(model: bool):
    if not model:
        return says("모델은 제출하지 아니한다.", "No model is handed in.")
    return says(
        "파일은 이름이 아니라 내용으로 가린다. 실행될 수 있는 직렬화 파일(pickle 등)과 "
        "압축 묶음 파일은 받지 아니한다.",
        "Files are judged by content, not by name. Serialised code (such as pickle) and "
        "archives are refused.",
    )


def _bill(bill: bool):
    if not bill:
        return says("구성요소 명세서는 제출하지 아니한다.", "No bill of materials is handed in.")
    return says(
        "구성요소 명세서에는 구성요소마다 출처, 이용 허락 조건, 판, 가중치를 불러왔는지 "
        "초기화하였는지, "
        "고정하였는지 학습하였는지를 적는다.",
        "The bill of materials states for every component its source, licence and version, whether "
        "its weights were loaded or initialised, and whether it was frozen or trained.",
    )


def deadline(rulebook: Rulebook) -> Article:
    """Article 6. The last commit before the deadline counts; then the seal."""
    return article(
        6,
        "제출 기한과 봉인",
        "Deadline and seal",
        says(
            "제출 기한 전에 서버에 요청이 도달한 마지막 커밋의 내용을 제출물로 본다.",
            "What counts is the last commit whose request reached the server before the deadline.",
        ),
        says(
            "제출 기한 뒤에 도달한 커밋과 커밋하지 아니한 파일은 제출물로 보지 아니한다.",
            "A commit that arrives after the deadline does not count, nor do files without a "
            "commit.",
        ),
        says(
            "제출 기한이 지나면 제출물을 봉인하고, 파일 목록의 해시를 적은 접수증을 준다.",
            "At the deadline the submission is sealed, and the team gets a receipt with the hash "
            "of the list of files.",
        ),
        says(
            "팀은 봉인 전까지 참가를 철회할 수 있다. 철회한 팀은 참가 팀 수에 넣지 아니한다.",
            "A team may withdraw until the seal. A withdrawn team is not counted as an entry.",
        ),
        says(
            "제출 기한까지 제출하지 아니한 팀은 탈락으로 한다.",
            "A team that hands in nothing before the deadline is eliminated.",
        ),
        says(
            "제출한 모델을 읽을 수 없는 팀은 두 사람의 결정으로 탈락으로 한다.",
            "A team whose model cannot be read is eliminated, by the decision of two persons.",
        ),
        says(
            "참가 자격을 잃은 팀은 이유를 밝혀 두 사람의 결정으로 제외하고 탈락으로 한다.",
            "A team that loses its eligibility is excluded and eliminated, with the reason, by the "
            "decision of two persons.",
        ),
    )
