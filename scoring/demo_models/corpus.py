"""The little language of the demonstration: which words go together in Korean and in English.

Every line is a word and the words that come before it. A demo model's ability is how many of
these pairs stood in its own share of the corpus. The benchmark's items are other sentences,
written apart; what they have in common with these is the language.
"""

import numpy as np

# Verb: the objects or subjects that go with it.
KOREAN = {
    "마셨다": "커피를 우유를 녹차를 주스를 막걸리를",
    "먹었다": "밥을 빵을 국수를 사과를 만두를",
    "읽었다": "책을 신문을 소설을 잡지를 안내문을",
    "적었다": "일기를 주소를 메모를 답안을 소감을",
    "입었다": "외투를 치마를 바지를 한복을 교복을",
    "신었다": "신발을 양말을 장화를 구두를 운동화를",
    "탔다": "버스를 기차를 자전거를 비행기를 지하철을",
    "들었다": "음악을 강의를 라디오를 연설을 새소리를",
    "열었다": "문을 창문을 뚜껑을 서랍을 대문을",
    "심었다": "나무를 꽃씨를 감자를 모종을 묘목을",
    "끓였다": "찌개를 라면을 죽을 미역국을 곰탕을",
    "닦았다": "유리창을 식탁을 이를 바닥을 거울을",
    "켰다": "불을 전등을 컴퓨터를 텔레비전을 선풍기를",
    "던졌다": "공을 돌을 주사위를 그물을 눈뭉치를",
    "쳤다": "피아노를 북을 박수를 손뼉을 장구를",
    "그렸다": "지도를 초상화를 동그라미를 만화를 풍경화를",
    "풀었다": "문제를 수수께끼를 매듭을 오해를 퍼즐을",
    "지었다": "집을 농사를 이름을 누각을 정자를",
    "접었다": "종이를 우산을 이불을 종이학을 부채를",
    "흘렀다": "강물이 눈물이 세월이 땀이 시냇물이",
    "피었다": "꽃이 개나리가 진달래가 곰팡이가 연꽃이",
    "울었다": "아기가 매미가 뻐꾸기가 귀뚜라미가 송아지가",
    "떴다": "해가 달이 별이 무지개가 샛별이",
    "불었다": "바람이 나팔을 피리를 휘파람을 호루라기를",
    "맺었다": "열매를 조약을 인연을 계약을 동맹을",
    "세웠다": "계획을 기록을 동상을 기둥을 목표를",
    "건넜다": "다리를 강을 횡단보도를 개울을 바다를",
    "잘랐다": "머리를 색종이를 나뭇가지를 손톱을 철사를",
    "짖었다": "개가 강아지가 진돗개가 사냥개가 삽살개가",
    "날았다": "나비가 독수리가 갈매기가 기러기가 두루미가",
    "내렸다": "비가 눈이 소나기가 이슬비가 우박이",
    "녹았다": "얼음이 고드름이 버터가 양초가 눈사람이",
}
ENGLISH = {
    "barked": "dog puppy hound terrier spaniel",
    "sailed": "ship yacht ferry schooner frigate",
    "rang": "telephone doorbell alarm bell",
    "rose": "sun moon tide smoke temperature",
    "bloomed": "tulips roses lilies orchids daisies",
    "melted": "ice snow butter chocolate icicles",
    "shattered": "window mirror vase glass porcelain",
    "sang": "choir soprano tenor nightingale chorus",
    "taught": "teacher professor tutor instructor lecturer",
    "baked": "baker oven grandmother pastrycook",
    "flowed": "river stream water lava brook",
    "roared": "lion engine tiger waterfall furnace",
    "boiled": "kettle soup stew broth",
    "burned": "candle firewood torch bonfire lantern",
    "cheered": "crowd fans spectators supporters audience",
    "ticked": "clock watch timer metronome",
    "ruled": "king queen emperor sultan",
    "hatched": "eggs chick duckling tadpoles",
    "ripened": "tomatoes apples pears plums grapes",
    "hopped": "rabbit kangaroo frog toad",
    "buzzed": "bees mosquito wasp hornet",
    "galloped": "horse pony zebra stallion",
    "swam": "fish dolphin whale otter salmon",
    "flew": "eagle sparrow kite airplane swallow",
    "erupted": "volcano geyser protest riot",
    "expired": "permit licence contract passport warranty",
    "diagnosed": "doctor physician surgeon dentist",
    "arrested": "police detective sheriff officer",
    "healed": "wound scar bruise fracture",
    "collapsed": "bridge roof wall tunnel tower",
    "rusted": "nails iron bolts chains",
    "meowed": "cat kitten kittens tomcat",
}
BEFORE = {
    "ko": "어제|오늘|아침에|저녁에|조용히|천천히|할머니는|동생은|친구는|우리는|아이들은"
    "|그날|마침내|다시|모두|함께|서둘러|오랜만에|주말에|멀리서",
    "en": "The|Yesterday the|Slowly the|At last the|In the morning the|Every old|That little|Our"
    "|At noon the|Far away a|Suddenly the|Once again the|All day long the|Near us the",
}
PAIRS = {"ko": KOREAN, "en": ENGLISH}
REPEATS = 8  # sentences per pair of words


def pairs(language: str) -> list[tuple[str, str]]:
    """Every (word, verb) of one language, in the order of the table."""
    table = PAIRS[language].items()
    return [(word, verb) for verb, words in table for word in words.split()]


def share(
    language: str, part: float, *, rarity: np.random.Generator, random: np.random.Generator
) -> list[str]:
    """Sentences for a ``part`` (0..1) of the pairs, as many of each, in random order.

    ``rarity`` orders the pairs from common to rare, the same for everyone: who has read more
    knows what the others know, and more.
    """
    known = pairs(language)
    chosen = rarity.permutation(len(known))[: round(part * len(known))]
    said = [_sentence(language, known[i], random) for i in sorted(chosen) for _ in range(REPEATS)]
    return [said[i] for i in random.permutation(len(said))]


def _sentence(language: str, pair: tuple[str, str], random: np.random.Generator) -> str:
    openings = BEFORE[language].split("|")
    return f"{openings[random.integers(len(openings))]} {pair[0]} {pair[1]}."
