"""The pledge every evaluator signs before anything opens, word for word."""

from accounts import canonical

TEXT = {
    "ko": (
        "나는 이 평가의 평가위원으로서 다음을 서약합니다.\n"
        "1. 평가 대상과 이해관계가 있으면 지체 없이 신고하고 그 대상을 평가하지 않겠습니다.\n"
        "2. 정해진 평가지표와 제출된 자료에 따라 공정하게 평가하겠습니다.\n"
        "3. 평가 자료와 점수, 다른 위원의 의견을 공표 전에도 후에도 누설하지 않겠습니다.\n"
        "4. 팀을 알아볼 수 있는 단서를 찾으려 하지 않고, 알게 되면 운영 담당에게 알리겠습니다.\n"
        "5. 봉인한 평가표는 고칠 수 없음을 알고 있습니다."
    ),
    "en": (
        "As an evaluator of this evaluation I pledge the following.\n"
        "1. I declare every conflict of interest without delay and do not judge that candidate.\n"
        "2. I judge fairly, by the criteria laid down and the material handed in.\n"
        "3. I disclose no material, score or opinion of another evaluator, before or after "
        "publication.\n"
        "4. I do not look for clues to a team's identity, and report any that I come upon.\n"
        "5. I know that a sealed sheet cannot be changed."
    ),
}


def text():
    """The pledge in both languages, as it is kept and digested."""
    return canonical.text(TEXT)


def words(language):
    return TEXT["ko" if language.startswith("ko") else "en"].split("\n")
