"""Deploys the built function: Terraform, the alias, smoke tests, alarms and the way back."""
