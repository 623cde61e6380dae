"""What a penalty's other scales change in a conversion."""

from typing import get_args

from regexp.equivalents.coefficient import coefficient_of, symbol_of
from regexp.equivalents.quantity import named
from regexp.regularizers import Regularizer


def other_scales(regularizer: Regularizer) -> str:
    """Return what to write for λ with each other `scale`: `for scale: sum write 2·λ for λ`."""
    field = type(regularizer).model_fields.get("scale")
    if field is None:
        return ""
    ours, own = symbol_of(regularizer.kind_name()), coefficient_of(regularizer)
    chosen = regularizer.model_dump()["scale"]
    others = {
        scale: coefficient_of(regularizer.model_copy(update={"scale": scale})) / own * named(ours)
        for scale in get_args(field.annotation)
        if scale != chosen
    }
    words = [f"for scale: {scale} write {formula} for {ours}" for scale, formula in others.items()]
    return f"scale: {chosen}; {', '.join(words)}"
