"""Which columns of a row are evidence, and their digest as the database holds them now."""

from accounts import canonical


def fields(model) -> list[str]:
    """The columns ``EVIDENCE`` names, or all of them; an empty list means: told, not guarded."""
    named = getattr(model, "EVIDENCE", None)
    if named is None:
        return [field.attname for field in model._meta.concrete_fields]
    return [model._meta.get_field(name.removesuffix("_id")).attname for name in named]


def digest_of(rows) -> str:
    """The digest of the one row in ``rows``, read afresh: what stands there, not what was meant."""
    columns = fields(rows.model)
    return digest(rows.values(*columns).get()) if columns else ""


def digest(values: dict) -> str:
    return canonical.digest(canonical.text(values))
