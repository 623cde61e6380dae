"""Components as data: how they register, stack, and say what they have in common."""

from typing import Annotated, Literal

import numpy as np
import pytest
from pydantic import Field, TypeAdapter, ValidationError

from regexp.spec import PerRun, Section, Spec


class Shape(Spec):
    """A family of its own, which no config knows."""


class Circle(Shape):
    """One member."""

    kind: Literal["circle"] = "circle"
    radius: Annotated[float, PerRun] = Field(gt=0)
    filled: bool = False


class Polygon(Shape):
    """A family within the family."""

    corners: int = 3


class Star(Polygon):
    """A member of the inner family."""

    kind: Literal["star"] = "star"
    depth: Annotated[float, PerRun] = 0.5


class Drawing(Section):
    """What a config might hold."""

    shape: Shape
    border: Circle | None = None


def test_a_family_knows_its_members_by_kind() -> None:
    assert Shape.kinds() == {"circle": Circle, "star": Star}
    assert Polygon.kinds() == {"star": Star}
    assert Circle.kind_name() == "circle"


def test_per_run_fields() -> None:
    assert (Circle.per_run(), Star.per_run(), Polygon.per_run()) == (("radius",), ("depth",), ())


def test_stacking_gives_arrays_of_the_marked_fields() -> None:
    stacked = Circle.stack([Circle(radius=1.0, filled=True), Circle(radius=2.5, filled=True)])
    assert isinstance(stacked, Circle)
    radius = np.asarray(stacked.radius)
    assert (radius.shape, radius.dtype, radius.ravel().tolist()) == ((2, 1, 1), np.float64, [1.0, 2.5])
    assert stacked.filled is True


def test_what_runs_must_share_is_the_rest() -> None:
    assert Circle(radius=1.0).shared() == Circle(radius=9.0).shared()
    assert Circle(radius=1.0).shared() != Circle(radius=1.0, filled=True).shared()
    assert Circle(radius=1.0).shared() != Star().shared()
    assert Star(depth=0.1).shared() != Star(depth=0.1, corners=5).shared()


def test_a_config_tells_members_apart_by_kind() -> None:
    drawing = Drawing.model_validate(
        {"shape": {"kind": "star", "corners": 5}, "border": {"kind": "circle", "radius": 2.0}}
    )
    assert drawing == Drawing(shape=Star(corners=5), border=Circle(radius=2.0))
    assert Drawing.model_validate(drawing.model_dump()) == drawing


@pytest.mark.parametrize(
    ("given", "where", "error"),
    [
        ({"shape": {"kind": "square"}}, ("shape",), "union_tag_invalid"),
        ({"shape": {"corners": 4}}, ("shape",), "union_tag_not_found"),
        ({"shape": {"kind": "circle", "radius": "2"}}, ("shape", "circle", "radius"), "float_type"),
        ({"shape": {"kind": "circle", "radius": 0.0}}, ("shape", "circle", "radius"), "greater_than"),
        (
            {"shape": {"kind": "circle", "radius": float("inf")}},
            ("shape", "circle", "radius"),
            "finite_number",
        ),
        ({"shape": {"kind": "circle", "radius": True}}, ("shape", "circle", "radius"), "float_type"),
        (
            {"shape": {"kind": "circle", "radius": 1.0, "corners": 3}},
            ("shape", "circle", "corners"),
            "extra_forbidden",
        ),
        ({"shape": {"kind": "circle"}}, ("shape", "circle", "radius"), "missing"),
    ],
)
def test_a_config_refuses_what_it_does_not_know(
    given: dict[str, object], where: tuple[str, ...], error: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Drawing.model_validate(given)
    assert [(one["loc"], one["type"]) for one in caught.value.errors()] == [(where, error)]


def test_components_can_not_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Circle(radius=1.0).radius = 2.0  # type: ignore[misc]


def test_whole_numbers_are_numbers() -> None:
    assert Circle(radius=2).radius == 2.0


def test_a_list_of_a_family() -> None:
    values = [{"kind": "circle", "radius": 1.0}, {"kind": "star"}]
    assert TypeAdapter(list[Shape]).validate_python(values) == [Circle(radius=1.0), Star()]
