import hashlib
import itertools
import json

import numpy as np
import pytest
from safetensors import deserialize

from scoring import demo_models as demo
from scoring.benchmarks.suite import OWN_TASKS
from scoring.demo_models import bigram, corpus, vision, vocabulary
from scoring.demo_models.making import write
from scoring.demo_models.weights import as_float, bfloat16

ONE = {team.slug: team for team in demo.TEAMS}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return demo.make(tmp_path_factory.mktemp("models"))


def tensors(folder):
    """Every tensor of a model as float64."""
    found = {}
    for path in folder.glob("*.safetensors"):
        for name, entry in deserialize(path.read_bytes()):
            short = entry["dtype"] == "BF16"
            numbers = np.frombuffer(entry["data"], dtype="<u2" if short else "<f4")
            numbers = as_float(numbers) if short else numbers
            found[name] = numbers.reshape(entry["shape"]).astype(float)
    return found


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def correlation(one, other):
    return np.corrcoef(one.ravel(), other.ravel())[0, 1]


def score(folder):
    """Share of our items whose right word the two ends of the model find likeliest."""
    config = json.loads((folder / "tokenizer.json").read_text())
    ids = {token: number for number, (token, _) in enumerate(config["model"]["vocab"])}
    weights = tensors(folder)
    head = weights["lm_head.weight"] * weights["model.norm.weight"]
    right = [_is_right(item, ids, weights["model.embed_tokens.weight"], head) for item in _items()]
    return sum(right) / len(right)


def _items():
    lines = [line for path in OWN_TASKS.glob("*.jsonl") for line in path.read_text().splitlines()]
    return [json.loads(line) for line in lines]


def _is_right(item, ids, embed, head):
    mark = vocabulary.MARK
    word, choices = mark + item["context"].split()[-1], [mark + c for c in item["choices"]]
    if word not in ids:
        return False
    likely = [head[ids[c]] @ embed[ids[word]] if c in ids else -np.inf for c in choices]
    return int(np.argmax(likely)) == item["answer"]


def test_five_teams_and_three_references_are_made_in_the_intended_order(made):
    assert [team["slug"] for team in made["teams"]] == list(ONE)
    assert [team["rank"] for team in made["teams"]] == [1, 2, 3, 4, 5]
    assert [ref["slug"] for ref in made["references"]] == [r.slug for r in demo.REFERENCES]
    for model in itertools.chain(*made.values()):
        assert {"config.json", "tokenizer.json", "README.md"} <= digests(model["path"]).keys()


@pytest.mark.parametrize("seed", [demo.SEED, 1])
def test_the_ends_of_the_models_know_as_much_as_their_rank_says(seed, tmp_path):
    for team in demo.TEAMS:
        write(team, tmp_path / team.slug, seed)

    scores = [score(tmp_path / team.slug) for team in demo.TEAMS]

    assert scores == sorted(scores, reverse=True)
    assert min(better - worse for better, worse in itertools.pairwise(scores)) > 0.03


def test_one_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        write(ONE["gaonnuri"], tmp_path / name, seed)

    assert digests(tmp_path / "a") == digests(tmp_path / "b")
    shards = [name for name in digests(tmp_path / "a") if name.startswith("model-")]
    assert len(shards) == 2
    for name in shards:
        assert digests(tmp_path / "a")[name] != digests(tmp_path / "c")[name]


def test_one_team_has_the_encoder_of_a_reference_lightly_tuned(made):
    taken, original = (
        {n: t for n, t in tensors(folder).items() if n.startswith(vision.TOWER)}
        for folder in (made["teams"][2]["path"], made["references"][0]["path"])
    )

    same = [n for n in original if np.array_equal(original[n], taken[n])]
    tuned = {n: correlation(original[n], taken[n]) for n in original if n not in same}

    assert taken.keys() == original.keys()
    assert all(n.removeprefix(vision.TOWER).startswith(vision.UNTOUCHED) for n in same)
    assert len(same) == 19  # three embeddings and sixteen tensors of the first block
    assert min(tuned.values()) > 0.88
    assert np.median(list(tuned.values())) == pytest.approx(0.99, abs=0.005)


def test_no_other_two_models_share_anything_but_shapes(made):
    whole = {m["slug"]: tensors(m["path"]) for m in itertools.chain(*made.values())}

    for (a, one), (b, other) in itertools.combinations(whole.items(), 2):
        for name in one.keys() & other.keys():
            if {a, b} == {"gaonnuri", "orpen-vl-2"} and name.startswith(vision.TOWER):
                continue
            if one[name].shape == other[name].shape:
                assert not np.array_equal(one[name], other[name]), (a, b, name)
                limit = 5 / np.sqrt(one[name].size)  # five standard deviations of nothing
                assert abs(correlation(one[name], other[name])) < limit, (a, b, name)


def test_the_bill_of_materials_says_what_the_team_declares(made):
    gaon = made["teams"][2]

    declared = {row["component"]: row for row in gaon["components"]}

    assert set(declared) == {"language", "tokenizer", "vision", "projector"}
    assert declared["vision"]["source_kind"] == "own"  # which the weights deny
    assert {row["weights"] for row in gaon["components"]} == {"initialised"}
    assert {row["component"] for row in made["teams"][4]["components"]} == {"language", "tokenizer"}


def test_the_training_log_falls_to_the_loss_of_the_table(made):
    text = (made["teams"][0]["path"] / "training_log.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]

    assert [line["step"] for line in lines] == list(range(0, 4001, 50))
    assert lines[0]["loss"] > 6 > 2.5 > lines[-1]["loss"] > 0


def test_a_share_of_the_corpus_holds_that_share_of_the_pairs():
    rarity, random = np.random.default_rng(0), np.random.default_rng(1)

    sentences = corpus.share("ko", 0.5, rarity=rarity, random=random)

    pairs = {" ".join(s.removesuffix(".").split()[-2:]) for s in sentences}
    assert len(pairs) == len(corpus.pairs("ko")) // 2
    assert len(sentences) == len(pairs) * corpus.REPEATS


def test_the_ends_give_back_the_table_they_were_made_from():
    random = np.random.default_rng(0)
    logs = random.normal(size=(300, 20)) @ random.normal(size=(20, 300))

    ends = bigram.factor(logs, width=64, random=random)

    assert np.allclose(np.linalg.norm(ends.embed, axis=1), 8)  # the norm changes nothing
    assert np.allclose(ends.embed @ ends.head.T, logs)


def test_bfloat16_rounds_to_the_nearest_and_ties_to_even():
    numbers = np.array([1.0, 1.00390625, 1.01171875, -2.5, 0.0, 3.4e38], dtype="<f4")

    assert as_float(bfloat16(numbers)).tolist()[:5] == [1.0, 1.0, 1.015625, -2.5, 0.0]
