"""Names of verdicts, components, grades, tests: code to (English, Korean)."""

NAMES = {
    "verdict": {
        "derived": ("derived", "파생"),
        "no_evidence": ("no evidence of derivation", "파생 증거 없음"),
        "independent": ("independent", "독립"),
        "inconclusive": ("inconclusive", "판단 보류"),
        "rejected": ("not a readable model", "읽을 수 없음"),
    },
    "component": {
        "embed": ("embedding", "임베딩"),
        "head": ("output head", "출력 헤드"),
        "attn": ("attention", "어텐션"),
        "ffn": ("feed-forward layers", "피드포워드 층"),
        "router": ("router", "라우터"),
        "norm": ("norms and biases", "정규화·편향"),
        "vision": ("vision encoder", "비전 인코더"),
        "audio": ("audio encoder", "오디오 인코더"),
        "projector": ("projector", "프로젝터"),
        "other": ("other weights", "기타 가중치"),
        "language": ("language model", "언어모델"),
        "direct": ("all tensors", "모든 텐서"),
    },
    "grade": {
        "A": ("A: identical numbers", "A: 수치 동일"),
        "B": ("B: effect of 0.5 or more", "B: 효과 0.5 이상"),
        "C": ("C: effect below 0.5", "C: 효과 0.5 미만"),
    },
    "test": {
        "exact": ("identical numbers", "수치 동일 여부"),
        "direct": ("tensor by tensor", "텐서별 직접 비교"),
        "units": ("held-out units", "보류 단위 시험"),
        "products": ("attention products", "어텐션 곱 시험"),
        "rows": ("rows", "행 시험"),
    },
    "alignment": {
        "identity": ("as they stand", "그대로"),
        "permutation": ("reordered dimensions", "차원 재배열"),
        "rotation": ("rotated dimensions", "차원 회전"),
    },
}
