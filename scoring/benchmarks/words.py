"""What the engine says, in Korean. English stands where it is raised, and is what is kept.

``told`` turns a kept English sentence into Korean by the pattern it was made from, so a row
written long ago reads right in the language of whoever reads it today.
"""

import re
from functools import cache

KOREAN = {
    # what is being done now
    "Starting lm-eval": "lm-eval을 시작하고 있습니다",
    "Preparing the tasks": "과제를 준비하고 있습니다",
    "Loading the model": "모델을 올리고 있습니다",
    "Answering": "문항에 응답하고 있습니다",
    "Sealing the outputs": "응답 원본을 봉인하고 있습니다",
    # the model
    "There is no folder %(folder)s.": "%(folder)s 폴더가 없습니다.",
    "There is no %(file)s.": "%(file)s 파일이 없습니다.",
    "%(file)s is too large.": "%(file)s 파일이 너무 큽니다.",
    "%(file)s is not JSON.": "%(file)s 파일이 JSON 형식이 아닙니다.",
    "%(file)s is not a JSON object.": "%(file)s 파일이 JSON 객체가 아닙니다.",
    "%(file)s has no weight_map.": "%(file)s 파일에 weight_map 항목이 없습니다.",
    "%(file)s is not safetensors, or is cut off.": (
        "%(file)s 파일이 safetensors 형식이 아니거나 중간에 잘렸습니다."
    ),
    "%(file)s is cut off: its header promises other data.": (
        "%(file)s 파일이 중간에 잘렸습니다. 머리말이 밝힌 크기와 실제 데이터가 다릅니다."
    ),
    "An adapter (adapter_config.json) is not a model; hand in merged weights.": (
        "어댑터(adapter_config.json)만으로는 모델이 되지 않습니다. 병합한 가중치를 제출하십시오."
    ),
    "There are no weights: neither model.safetensors nor its index.": (
        "가중치가 없습니다. model.safetensors 파일도 그 색인도 찾을 수 없습니다."
    ),
    "The index names a file it may not: %(name)s": (
        "색인에 허용되지 않는 파일 이름이 있습니다: %(name)s"
    ),
    "The index names %(name)s, which is not there.": "색인에 적힌 %(name)s 파일이 없습니다.",
    "config.json asks for code from elsewhere: %(value)s": (
        "config.json이 외부 코드를 요구합니다: %(value)s"
    ),
    "tokenizer_config.json names a file outside the folder: %(value)s": (
        "tokenizer_config.json이 폴더 밖의 파일을 가리킵니다: %(value)s"
    ),
    "config.json says %(key)s is %(value)s; the files hold %(tensors)s tensors.": (
        "config.json의 %(key)s 값은 %(value)s인데, 파일에 든 텐서는 %(tensors)s개뿐입니다."
    ),
    "config.json promises %(promised)s bytes of weights, the files hold %(held)s.": (
        "config.json에 따르면 가중치가 %(promised)s바이트여야 하나 파일은 %(held)s바이트입니다."
    ),
    "The files lack %(count)s weights: %(first)s": (
        "파일에 가중치 %(count)s개가 없습니다: %(first)s"
    ),
    "%(count)s weights have other shapes than config.json says: %(first)s": (
        "가중치 %(count)s개의 모양이 config.json과 다릅니다: %(first)s"
    ),
    "The tokenizer has %(tokens)s tokens, the model only %(rows)s rows for them.": (
        "토크나이저의 토큰은 %(tokens)s개인데 모델의 임베딩은 %(rows)s행뿐입니다."
    ),
    "The model answers with numbers that are not finite.": (
        "모델이 유한하지 않은 수(NaN 또는 무한대)를 출력합니다."
    ),
    "The model cannot be loaded: %(why)s": "모델을 불러올 수 없습니다: %(why)s",
    "The model cannot answer: %(why)s": "모델이 응답하지 못합니다: %(why)s",
    "The model needs code of its own, which is never run: %(why)s": (
        "모델이 자체 코드를 요구하나 제출된 코드는 실행하지 않습니다: %(why)s"
    ),
    # the machine
    "The benchmark environment is not there yet.": "벤치마크 환경이 아직 준비되지 않았습니다.",
    "The benchmark environment is not complete: %(why)s": (
        "벤치마크 환경이 완전하지 않습니다: %(why)s"
    ),
    "The suite wants %(wanted)s, installed is %(found)s.": (
        "평가 모음에는 %(wanted)s 버전이 필요하나 %(found)s 버전이 설치되어 있습니다."
    ),
    "There is no device %(device)s here.": "이 장비에는 %(device)s 장치가 없습니다.",
    "lm-eval's task %(task)s needs the dataset %(dataset)s, which is not on this machine. "
    "Put a copy of its repository at %(folder)s.": (
        "lm-eval의 %(task)s 과제에 필요한 %(dataset)s 데이터가 이 장비에 없습니다. "
        "저장소 사본을 %(folder)s에 두십시오."
    ),
    "The harness took longer than its time limit.": "벤치마크가 제한 시간을 넘겼습니다.",
    "The harness was killed, perhaps for lack of memory.": (
        "벤치마크 프로세스가 강제로 종료되었습니다. 메모리가 부족했을 수 있습니다."
    ),
    "The harness ended with code %(code)s and no answer.": (
        "벤치마크 프로세스가 결과 없이 종료 코드 %(code)s번으로 끝났습니다."
    ),
    "The harness said what cannot be: %(why)s": (
        "벤치마크 프로세스가 있을 수 없는 값을 보냈습니다: %(why)s"
    ),
    # the suite
    "There is no suite %(suite)s; there are: %(known)s": (
        "%(suite)s 평가 모음이 없습니다. 쓸 수 있는 것: %(known)s"
    ),
    "lm-eval has no task %(tasks)s.": "lm-eval에 %(tasks)s 과제가 없습니다.",
    "Asked twice: %(tasks)s": "같은 과제가 두 번 들어 있습니다: %(tasks)s",
    "Task %(task)s takes no examples; the suite says %(shots)s.": (
        "%(task)s 과제는 예시를 받지 않으나 평가 모음에는 %(shots)s개로 적혀 있습니다."
    ),
    "Task %(task)s has no metric %(metric)s, only %(keys)s.": (
        "%(task)s 과제에는 %(metric)s 지표가 없고 %(keys)s만 있습니다."
    ),
    "Task %(task)s cannot be set up: %(why)s": "%(task)s 과제를 준비할 수 없습니다: %(why)s",
    "Task %(task)s came out as %(value)s.": "%(task)s 과제의 값이 %(value)s로 나왔습니다.",
    "%(place)s: not YAML: %(why)s": "%(place)s: YAML 형식이 아닙니다: %(why)s",
    "%(place)s: nested too deeply": "%(place)s: 중첩이 너무 깊습니다",
    "%(place)s: larger than 1 MB": "%(place)s: 1 MB를 넘습니다",
    "%(place)s: there is no task %(task)s": "%(place)s: %(task)s 과제가 없습니다",
}
PLACE = re.compile(r"%\((\w+)\)s")


def told(text: str, language: str) -> str:
    """A sentence of this engine, filled or not, in ``language``; what it does not know stays."""
    if language != "ko":
        return text
    for pattern, korean in _patterns():
        if found := pattern.fullmatch(text):
            return korean % found.groupdict()
    return text


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The sentences with the most words of their own first: a vague one would catch others."""
    by_words = sorted(KOREAN, key=lambda english: -len(PLACE.sub("", english)))
    return [(_pattern(english), KOREAN[english]) for english in by_words]


def _pattern(english: str) -> re.Pattern[str]:
    parts = PLACE.split(english)  # words, name, words, name, …
    spelt = [f"(?P<{p}>.+?)" if n % 2 else re.escape(p) for n, p in enumerate(parts)]
    return re.compile("".join(spelt), re.DOTALL)
