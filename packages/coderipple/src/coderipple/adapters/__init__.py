"""The ways in which the ports are met; only `wiring` imports this package."""
