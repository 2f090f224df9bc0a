"""What is wrong with a file of config/, in words: a model's validation error in, lines that name key and remedy out."""

import difflib
from collections.abc import Iterator, Sequence
from typing import get_args

from pydantic import BaseModel, ValidationError

_UNKNOWN = "extra_forbidden"


def explain(where: str, error: ValidationError, model: type[BaseModel]) -> str:
    """A line for each setting that does not fit, with the known key that an unknown one is nearest to."""
    lines = [f"  {_key(one['loc'])}: {_remedy(one['type'], one['loc'], one['msg'], model)}" for one in error.errors()]
    return "\n".join([f"{where} has settings that do not fit:", *lines])


def _key(path: Sequence[int | str]) -> str:
    return ".".join(map(str, path)) or "the whole of it"


def _remedy(kind: str, path: Sequence[int | str], message: str, model: type[BaseModel]) -> str:
    if kind != _UNKNOWN:
        return message.removeprefix("Value error, ")
    known = _keys_at(model, path[:-1])
    near = difflib.get_close_matches(str(path[-1]), known, n=1, cutoff=0.6)
    return f"is not known; did you mean {near[0]}?" if near else f"is not known; there are {', '.join(known)}"


def _keys_at(model: type[BaseModel], path: Sequence[int | str]) -> list[str]:
    """The keys of the table a path leads to, without those that are no key of a file."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = next(_models(model.model_fields[step].annotation), model)
    return [name for name, field in model.model_fields.items() if not field.exclude and name != "name"]


def _models(hint: object) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for part in get_args(hint):
        yield from _models(part)
