"""A layout has the places that Lambda has."""

from pathlib import Path

from lambda_packaging.layout import Layout


def test_layers_and_function_lie_where_lambda_shows_them() -> None:
    """Below a folder that is mounted as the root."""
    layout = Layout(folder=Path("/unpacked"))
    assert (layout.layers, layout.task) == (Path("/unpacked/opt"), Path("/unpacked/var/task"))
