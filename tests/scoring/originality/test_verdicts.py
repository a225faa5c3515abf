"""What the engine says of thieves and of honest teams. The models are forged in a second."""

import numpy as np
import pytest

from scoring import originality
from scoring.originality.report import text
from tests.scoring.originality import forge

LANGUAGE = ("embed", "head", "attn", "ffn")


@pytest.fixture(scope="module")
def parent():
    return forge.language(1)


@pytest.fixture(scope="module")
def stranger():
    return forge.language(2)


@pytest.fixture(scope="module")
def eye():
    return forge.vision(1)


@pytest.fixture(scope="module")
def reference(tmp_path_factory, parent, eye):
    folder = tmp_path_factory.mktemp("parent") / "parent"
    return originality.Reference("Parent", forge.save(folder, parent | eye, config=forge.config()))


@pytest.fixture
def examined(tmp_path, reference):
    def examined(weights, **saved):
        folder = forge.save(tmp_path / "suspect", weights, config=forge.config(), **saved)
        return originality.assess(folder, [reference])

    return examined


def verdicts(report):
    return {row.component: row.verdict for row in report.components}


def grades(report):
    return {row.component: row.grade for row in report.components if row.grade}


def found_layers(report, component):
    row = next(r for r in report.components if r.component == component)
    return [(la.suspect, la.reference) for la in row.layers if la.found]


def test_a_stranger_of_the_same_shape_shows_no_evidence(examined, stranger):
    report = examined(stranger | forge.vision(2))

    assert set(verdicts(report).values()) == {"no_evidence"}
    assert report.verdict == "no_evidence"


def test_a_copy_in_other_names_and_shards_is_grade_a(examined, parent):
    report = examined(forge.renamed(parent), shards=3)

    assert grades(report) == dict.fromkeys(LANGUAGE, "A")


def test_a_copy_in_a_wider_format_is_grade_a(examined, parent):
    rounded = {k: (forge.bfloat16(v).astype("<u4") << 16).view("<f4") for k, v in parent.items()}

    report = examined(rounded, dtype="F32")

    assert grades(report) == dict.fromkeys(LANGUAGE, "A")


@pytest.mark.parametrize("dtype", ["F16", "I8"])
def test_a_copy_in_a_narrower_format_is_derived(examined, parent, dtype):
    assert grades(examined(parent, dtype=dtype)) == dict.fromkeys(LANGUAGE, "B")


def test_fine_tuned_weights_are_grade_b(examined, parent):
    report = examined(forge.noisy(parent, 0.9))

    assert grades(report) == dict.fromkeys(LANGUAGE, "B")
    assert all(row.rho == pytest.approx(0.87, abs=0.03) for row in report.components if row.grade)
    assert found_layers(report, "ffn") == [(0, 0), (1, 1), (2, 2)]


def test_a_weak_remnant_is_grade_c(examined, parent):
    assert grades(examined(forge.noisy(parent, 0.25))) == dict.fromkeys(LANGUAGE, "C")


def test_a_borrowed_eye_condemns_the_eye_alone(examined, stranger, eye):
    report = examined(stranger | forge.noisy(eye, 0.98))

    assert grades(report) == {"vision": "B"}
    assert report.verdict == "derived"
    assert {c: v for c, v in verdicts(report).items() if c != "vision"} == dict.fromkeys(
        (*LANGUAGE, "norm"), "no_evidence"
    )


def test_a_copied_eye_is_grade_a(examined, stranger, eye):
    assert grades(examined(stranger | eye)) == {"vision": "A"}


@pytest.mark.parametrize("turn", [False, True], ids=["reordered", "rotated"])
def test_a_disguise_that_keeps_the_function_is_seen_through(examined, parent, turn):
    report = examined(forge.disguised(parent, turn=turn))

    assert grades(report) == dict.fromkeys(LANGUAGE, "B")
    alignments = {row.alignment for row in report.components if row.grade}
    assert alignments == {"rotation" if turn else "permutation"}


@pytest.mark.parametrize("turn", [False, True], ids=["reordered", "rotated"])
def test_a_disguise_and_further_training_are_seen_through(examined, parent, turn):
    report = examined(forge.noisy(forge.disguised(parent, turn=turn), 0.85))

    assert set(grades(report)) == set(LANGUAGE)


def test_a_disguised_stranger_shows_no_evidence(examined, stranger):
    assert examined(forge.disguised(stranger, turn=True)).verdict == "no_evidence"


def test_layers_doubled_and_disguised_are_told_apart(examined, parent):
    deeper = forge.layers_as(parent, [0, 1, 0, 1, 2])

    report = examined(forge.noisy(forge.disguised(deeper), 0.95))

    assert found_layers(report, "ffn") == [(0, 0), (1, 1), (2, 0), (3, 1), (4, 2)]


def test_one_borrowed_layer_is_found_in_its_place(examined, parent, stranger):
    mixed = {k: (parent if ".layers.1." in k else stranger)[k] for k in parent}

    report = examined(forge.noisy(mixed, 0.9))

    assert grades(report) == {"attn": "B", "ffn": "B"}
    assert found_layers(report, "ffn") == found_layers(report, "attn") == [(1, 1)]


def test_borrowed_embeddings_condemn_embeddings_alone(examined, parent, stranger):
    mixed = {k: (parent if "embed" in k else stranger)[k] for k in parent}

    assert grades(examined(mixed)) == {"embed": "A"}


def test_borrowed_norms_decide_nothing(examined, parent, stranger):
    mixed = {k: (parent if "norm" in k else stranger)[k] for k in parent}

    assert examined(mixed).verdict == "no_evidence"


def test_a_shared_table_of_positions_decides_nothing(tmp_path, stranger, parent):
    place = np.arange(64)[:, None] / 10000 ** (np.arange(32)[None] / 32)
    table = {"model.embed_positions.weight": np.concatenate([np.sin(place), np.cos(place)], 1)}
    folder = forge.save(tmp_path / "one", stranger | table)
    other = originality.Reference("Other", forge.save(tmp_path / "two", parent | table))

    report = originality.assess(folder, [other])

    assert report.verdict == "no_evidence"


def test_dense_to_experts_is_seen_through(examined, parent):
    report = examined(forge.stacked(forge.upcycled(forge.disguised(parent))))

    assert set(grades(report)) == set(LANGUAGE)
    assert verdicts(report)["router"] == "no_evidence"


@pytest.mark.parametrize("stored", [forge.fused, forge.transposed])
def test_other_ways_of_storing_hide_nothing(examined, parent, stored):
    assert set(grades(examined(stored(forge.noisy(parent, 0.9))))) == set(LANGUAGE)


def test_half_of_each_of_two_parents_is_derived(examined, parent, stranger):
    merged = {k: (parent[k] + stranger[k]) / 2 for k in parent}

    assert grades(examined(merged)) == dict.fromkeys(LANGUAGE, "B")


def test_another_width_and_depth_shows_no_evidence(examined):
    assert examined(forge.language(5, layers=5)).verdict == "no_evidence"
    assert examined(forge.language(6, width=96)).verdict == "no_evidence"


def test_a_second_run_gives_the_same_bytes(tmp_path, reference, parent):
    folder = forge.save(tmp_path / "suspect", forge.noisy(parent, 0.6))

    first, second = (originality.assess(folder, [reference]).as_dict() for _ in range(2))

    assert text(first) == text(second)
    assert first["digest"] == second["digest"]


def test_shards_do_not_change_what_is_said(tmp_path, reference, parent):
    tuned = forge.noisy(parent, 0.8)
    whole = originality.assess(forge.save(tmp_path / "s1", tuned), [reference], name="x")
    parts = originality.assess(forge.save(tmp_path / "s2", tuned, shards=4), [reference], name="x")

    assert whole.components == parts.components
    assert whole.package.digest == parts.package.digest
