"""Tells whether the layers work: whether what they bring can be imported, and from where.

Comes in: whether the code must come from layers. Goes out: the versions that were found, or an `ImportError`.
It imports all that a worker may need, so only the health check calls it.
"""

import functools
from importlib import import_module
from importlib.metadata import version
from types import ModuleType

import coderipple
from coderipple.collection import collecting_later

LAYER_ROOT = "/opt/"


@functools.cache  # the layers of a container never change
def read_layer_versions(*, layer_based: bool, layer_root: str = LAYER_ROOT) -> dict[str, str]:
    """Imports the engine, strands and boto3, and gives their versions by the keys of the health check's answer.

    Args:
        layer_based: Whether each of them must have been loaded from a layer.
        layer_root: Where layers are.

    Raises:
        ImportError: One cannot be imported, or it comes from elsewhere than a layer.
    """
    # Imported here and by name: the engine can be installed without them, and then nobody asks.
    with collecting_later("strands"):
        boto3, strands = import_module("boto3"), import_module("strands")
    if layer_based:
        _require_inside(layer_root, coderipple, strands, boto3)
    return {
        "coderipple_version": coderipple.__version__,
        "boto3_version": boto3.__version__,
        "strands_version": version("strands-agents"),
    }


def _require_inside(root: str, *modules: ModuleType) -> None:
    misplaced = [module.__name__ for module in modules if not str(module.__file__).startswith(root)]
    if misplaced:
        raise ImportError(f"{', '.join(misplaced)} not loaded from {root}; expected every one in a layer")
