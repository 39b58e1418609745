"""What Terraform itself says about the module."""

import json
import re
from pathlib import Path

from fakes.real_terraform import MODULE, Terraform
from fakes.terraform_source import files

TESTS = sorted(path.name for path in (MODULE / "tests").glob("*.tftest.hcl"))


def test_the_files_are_formatted(terraform: Terraform, module: Path) -> None:
    """As `terraform fmt` writes them, examples and tests too."""
    done = terraform.run("fmt", "-check", "-recursive", "-diff", "-no-color", at=module, may_fail=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_module_is_valid(terraform: Terraform, module: Path) -> None:
    """Without an error and without a warning, such as one about what is deprecated."""
    told = json.loads(terraform.run("validate", "-json", at=module).stdout)
    assert told["valid"]
    assert told["diagnostics"] == []


def test_terraforms_own_tests_pass(terraform: Terraform, module: Path) -> None:
    """Against a mock of AWS: every run of every file, and none is left out."""
    done = terraform.run("test", "-no-color", at=module, may_fail=True)
    assert done.returncode == 0, done.stdout + done.stderr
    runs = sum(len(re.findall(r'(?m)^run "', (MODULE / "tests" / name).read_text())) for name in TESTS)
    assert f"Success! {runs} passed, 0 failed." in done.stdout


def test_the_version_that_is_asked_for_is_the_one_that_is_tested(terraform: Terraform) -> None:
    """`.terraform-version`, the module and this machine agree."""
    wanted = (MODULE / ".terraform-version").read_text().strip()
    required = files()["versions.tf"]["terraform"][0]["required_version"]
    assert required == f">= {wanted}, < 2.0.0"
    running = json.loads(terraform.run("version", "-json", at=MODULE).stdout)["terraform_version"]
    assert tuple(map(int, running.split("."))) >= tuple(map(int, wanted.split(".")))
