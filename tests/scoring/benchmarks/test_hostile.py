"""Hand-ins that would harm or deceive the harness: real lm-eval meets them in .venv-bench."""

import json
import shutil

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from scoring.benchmarks import BadModel

pytestmark = pytest.mark.bench_env


@pytest.fixture
def spoilt(demo_models, tmp_path):
    """A copy of a float32 demo model that a test may spoil, and its tensors."""
    folder = shutil.copytree(demo_models / "teams" / "saebark", tmp_path / "model")
    return folder, load_file(folder / "model.safetensors")


def change(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def save(folder, tensors):
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})


def test_a_models_own_code_is_never_run(run, demo_models, tmp_path):
    trace = tmp_path / "ran"
    model = shutil.copytree(demo_models / "teams" / "yunseul", tmp_path / "model")
    code = f"open({str(trace)!r}, 'w')\nfrom transformers import LlamaConfig as C\n"
    (model / "evil.py").write_text(code)
    own = {
        "AutoConfig": "evil.C",
        "AutoModelForCausalLM": "evil.M",
        "AutoTokenizer": ["evil.T", None],
    }
    change(model / "tokenizer_config.json", auto_map=own)
    change(model / "config.json", auto_map=own, model_type="our_own")

    with pytest.raises(BadModel, match="needs code of its own, which is never run"):
        run(model)
    assert not trace.exists()

    change(model / "config.json", model_type="llama")
    assert run(model).model["class"] == "LlamaForCausalLM"  # the stock one
    assert not trace.exists()


def test_missing_weights_are_not_made_up(run, spoilt):
    folder, tensors = spoilt
    del tensors["model.layers.1.mlp.up_proj.weight"]
    save(folder, tensors)

    with pytest.raises(BadModel, match=r"lack 1 weights: model\.layers\.1\.mlp\.up_proj\.weight"):
        run(folder)


def test_weights_of_other_shapes_than_the_config_are_refused(run, spoilt):
    folder, _ = spoilt
    change(folder / "config.json", intermediate_size=256)

    with pytest.raises(BadModel, match="12 weights have other shapes than"):
        run(folder)


def test_a_config_that_promises_a_terabyte_takes_no_memory(run, spoilt):
    folder, _ = spoilt
    change(folder / "config.json", vocab_size=2 * 10**9)

    with pytest.raises(BadModel, match="promises 3072006298368 bytes of weights"):
        run(folder)


def test_numbers_that_are_not_finite_are_refused(run, spoilt):
    folder, tensors = spoilt
    tensors["model.norm.weight"] = np.full_like(tensors["model.norm.weight"], np.nan)
    save(folder, tensors)

    with pytest.raises(BadModel, match="numbers that are not finite"):
        run(folder)


def test_a_broken_tokenizer_is_the_models_fault(run, spoilt):
    folder, _ = spoilt
    (folder / "tokenizer.json").write_text("{}")

    with pytest.raises(BadModel, match="The model cannot be loaded"):
        run(folder)
