"""A project: its layers, its functions, and what may be left out of them.

Values only; `declaration` reads them from a `pyproject.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ARCHITECTURES = ("x86_64", "arm64")


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What an archive may weigh, in bytes; no limit of its own where there is none.

    Attributes:
        zipped_bytes: The archive's own size.
        unzipped_bytes: The sum of its files, as Lambda counts it.
    """

    zipped_bytes: int | None = None
    unzipped_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneSettings:
    """What the project says about pruning; everything that it does not say is the safe default.

    Attributes:
        rules: The rules that are switched on or off, by name.
        services: The AWS services whose clients are constructed; None leaves every service's model in.
        unused_services: Services whose clients the shipped code constructs in parts that are not used, with the reason.
        unused_distributions: Distributions that are left out although something requires them, with the reason.
    """

    rules: Mapping[str, bool] = field(default_factory=dict)
    services: frozenset[str] | None = None
    unused_services: Mapping[str, str] = field(default_factory=dict)
    unused_distributions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DependenciesLayer:
    """A layer that holds what one package of the workspace requires, at the locked versions.

    Attributes:
        file: The archive's name in `dist/`; `{architecture}` stands for the target's.
        package: The folder of the package whose requirements these are.
        extras: The package's extras that belong to the layer.
    """

    name: str
    file: str
    package: Path
    extras: frozenset[str]
    budget: Budget = Budget()


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageLayer:
    """A layer that holds one package of the workspace itself, without its requirements."""

    name: str
    file: str
    package: Path
    budget: Budget = Budget()


type Layer = DependenciesLayer | PackageLayer


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function: a folder with a handler, and folders of modules that it shares with others.

    Attributes:
        monolith_kb: What the one package weighed that this function and its layers replaced, in KB; None if there was
            none.
    """

    name: str
    description: str
    file: str
    folder: Path
    shared: tuple[Path, ...]
    handler: str
    budget: Budget = Budget()
    monolith_kb: int | None = None

    @property
    def own_requirements(self) -> Path:
        """The file of what only this function requires; most functions have none."""
        return self.folder / "requirements.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioBudget:
    """What a cold start may cost, in bare handlers; no limit where there is none.

    Attributes:
        init: Of the wall time in which the runtime imports the handler.
        cpu: Of the processor time up to the answer.
    """

    init: float | None = None
    cpu: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredColdStart:
    """A cold start that is measured.

    Attributes:
        program: Prepares it; see `metrics.scenario`.
        function: The function's name; the first declared one if None.
    """

    name: str
    program: Path
    function: str | None = None
    budget: RatioBudget = RatioBudget()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Everything that the build needs to know; layers in the order in which Lambda merges them.

    Attributes:
        root: The folder of the root `pyproject.toml`.
        python: The runtime's version, for example `3.13`.
        lock: The lock file of the dependencies layers.
        emulator_lock: The lock file of AWS's runtime interface emulator.
        runtime_lock: The lock file of what Lambda's runtime itself brings, which no layer holds.
        architectures: What it is built for, each `x86_64` or `arm64`.
        prune: What may be left out of what is installed.
        proofs: Programs that must run to their end with nothing but the layers and the function on their path.
        ledger: The file of the figures that were accepted.
        cold_starts: The cold starts that are measured.
    """

    root: Path
    python: str
    lock: Path
    emulator_lock: Path
    runtime_lock: Path
    layers: tuple[Layer, ...]
    functions: tuple[Function, ...]
    architectures: tuple[str, ...] = ARCHITECTURES
    prune: PruneSettings = field(default_factory=PruneSettings)
    proofs: tuple[Path, ...] = ()
    ledger: Path = Path("ledger.toml")
    cold_starts: tuple[DeclaredColdStart, ...] = ()

    @property
    def monolith_kb(self) -> dict[str, int]:
        """What the functions' predecessors weighed, by the function's file name."""
        return {one.file: one.monolith_kb for one in self.functions if one.monolith_kb}

    @property
    def dist(self) -> Path:
        """Where the artifacts are written."""
        return self.root / "dist"

    @property
    def work(self) -> Path:
        """Where the build unpacks and stages; may be deleted at any time."""
        return self.root / "build"

    @property
    def tools(self) -> Path:
        """Where the emulator and the runtime client are installed; may be deleted at any time."""
        return self.root / ".cache" / "tools"
