"""Buoys, in a namespace that others share."""
