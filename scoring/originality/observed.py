"""Where config.json and the weights tell different stories. Noted, never decisive."""

from scoring.originality.report import Note
from scoring.originality.strict import shown
from scoring.originality.studied import Studied


def contradictions(studied: Studied) -> list[Note]:
    """Width, depth and vocabulary as said and as found in the language model."""
    config = studied.model.config
    inner = config.get("text_config")
    config = inner if isinstance(inner, dict) else config
    found = _found(studied)
    return [
        Note("config_contradicts", {"key": key, "said": shown(config[key], 40), "found": value})
        for key, value in found.items()
        if key in config and config[key] != value
    ]


def _found(studied):
    towers = [t for t in studied.anatomy.towers if t.area is None]
    if not towers:
        return {}
    tower = max(towers, key=lambda t: len(t.layers))
    found = {"hidden_size": tower.width, "num_hidden_layers": len(tower.layers)}
    tokens = [v.height for v in tower.anchors if v.role == "embed"]
    return found | ({"vocab_size": tokens[0]} if tokens else {})
