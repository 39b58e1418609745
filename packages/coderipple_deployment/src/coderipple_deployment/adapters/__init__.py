"""Meets the ports with Terraform, AWS, git and the terminal."""
