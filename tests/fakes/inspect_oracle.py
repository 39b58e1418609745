"""What a package offers, told by the interpreter; the rules are those by which `coderipple replay` judges."""

from coderipple.replay.inspector import is_class, parameters, public_modules, public_symbols

__all__ = ["is_class", "parameters", "public_modules", "public_symbols"]
