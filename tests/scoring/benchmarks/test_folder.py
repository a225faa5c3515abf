import json
import shutil
import struct

import pytest

from scoring.benchmarks import BadModel, folder


@pytest.fixture
def model(demo_models, tmp_path):
    """A copy of a sharded demo model that a test may spoil."""
    return shutil.copytree(demo_models / "teams" / "gaonnuri", tmp_path / "model")


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def shard(model):
    return model / "model-00001-of-00002.safetensors"


def refusal(model):
    with pytest.raises(BadModel) as caught:
        folder.check(model)
    return str(caught.value)


def test_every_demo_model_is_taken(demo_models):
    for path in demo_models.glob("*/*"):
        folder.check(path)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nothing") == "There is no folder nothing."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("config.json", "[]", "config.json is not a JSON object."),
        ("config.json", "{", "config.json is not JSON."),
        ("config.json", "[" * 100_000, "config.json is not JSON."),
        ("config.json", "\ufeff{}", "config.json is not JSON."),
        ("adapter_config.json", "{}", "An adapter (adapter_config.json) is not a model"),
        (
            "tokenizer_config.json",
            '{"vocab_file": "/etc/passwd"}',
            "tokenizer_config.json names a file outside the folder: /etc/passwd",
        ),
        ("model.safetensors.index.json", "{}", "model.safetensors.index.json has no weight_map."),
        (
            "model.safetensors.index.json",
            '{"weight_map": {"a": "../other/model.safetensors"}}',
            "The index names a file it may not: ../other/model.safetensors",
        ),
        (
            "model.safetensors.index.json",
            '{"weight_map": {"a": "weights.bin"}}',
            "The index names a file it may not: weights.bin",
        ),
        (
            "model.safetensors.index.json",
            '{"weight_map": {"a": "gone.safetensors"}}',
            "The index names gone.safetensors, which is not there.",
        ),
    ],
)
def test_a_spoilt_text_file_is_refused_in_words(model, name, content, words):
    (model / name).write_text(content)

    assert refusal(model).startswith(words)


def test_weights_that_are_cut_off_are_refused(model):
    data = shard(model).read_bytes()

    shard(model).write_bytes(data[:-1])
    assert "is cut off" in refusal(model)
    shard(model).write_bytes(data[:100])
    assert "is cut off" in refusal(model)
    shard(model).write_bytes(b"")
    assert "is cut off" in refusal(model)


def test_a_header_of_two_gigabytes_is_not_believed(model):
    shard(model).write_bytes(struct.pack("<Q", 2**31) + b"{}")

    assert "is not safetensors" in refusal(model)


def test_a_pickle_in_the_place_of_weights_is_refused(model):
    shard(model).write_bytes(b"\x80\x04\x95" + b"." * 64)

    assert "is not safetensors" in refusal(model)


def test_a_model_with_only_pickled_weights_is_refused(model):
    for path in model.glob("*.safetensors*"):
        path.unlink()
    (model / "pytorch_model.bin").write_bytes(b"\x80\x04.")

    assert refusal(model).startswith("There are no weights")


def test_a_config_with_more_layers_than_tensors_is_refused(model):
    change(model / "config.json", num_hidden_layers=10**7)

    assert refusal(model).startswith("config.json says num_hidden_layers is 10000000;")


def test_a_config_that_asks_for_attention_code_from_the_hub_is_refused(model):
    change(model / "config.json", text_config={"_attn_implementation": "somebody/kernel"})

    assert refusal(model) == "config.json asks for code from elsewhere: somebody/kernel"
