"""Variables that fill the fields of pydantic's settings classes."""

import ast

import pytest
from coderipple.analysis.environment import ReadVariable, read_variables
from coderipple.analysis.syntax_tree import read_tree


def read(source: str) -> list[ReadVariable]:
    """Returns what a source reads."""
    return list(read_variables(read_tree(ast.parse(source))))


def test_the_fields_of_a_settings_class() -> None:
    """The name is the prefix and the field, upper case; default and description are those of the field."""
    source = '''
class Settings(BaseSettings):
    """Settings."""
    model_config = SettingsConfigDict(env_prefix="TIDES_")
    host: str = "localhost"
    """Where it listens. Or not."""
    port: int = Field(8000, description="Its port.")
    jobs: Annotated[int, Field(description="How many.")] = 4
    harbours: list[str] = Field(default_factory=list)
    key: SecretStr
    secret: str = Field(...)
    LIMIT: ClassVar[int] = 3
    _private: int = 1
'''
    assert [(each.name, each.default, each.field, each.summary) for each in read(source)] == [
        ("TIDES_HOST", "'localhost'", "Settings.host", "Where it listens."),
        ("TIDES_PORT", "8000", "Settings.port", "Its port."),
        ("TIDES_JOBS", "4", "Settings.jobs", "How many."),
        ("TIDES_HARBOURS", "list()", "Settings.harbours", ""),
        ("TIDES_KEY", None, "Settings.key", ""),
        ("TIDES_SECRET", None, "Settings.secret", ""),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("    a: int", ["A"]),
        ('    a: int = Field(alias="b")', ["B"]),
        ('    a: int = Field(validation_alias="c", alias="b")', ["C"]),
        ('    a: int = Field(validation_alias=AliasChoices("b", "c"))', ["B", "C"]),
        ('    a: int = Field(env="b")', ["B"]),
        ('    a: int = Field(env=["b", "c"])', ["B", "C"]),
        ('    a: int\n    class Config:\n        env_prefix = "X_"', ["X_A"]),
        ('    a: int\n    model_config = {"env_prefix": "X_"}', ["X_A"]),
        ('    a: int\n    model_config = SettingsConfigDict(env_prefix="X_", case_sensitive=True)', ["X_a"]),
        ('    a: int\n    model_config: ClassVar = SettingsConfigDict(env_prefix="x_")', ["X_A"]),
        ("    a: int\n    def f(self): ...", ["A"]),
    ],
)
def test_the_name_of_a_variable(body: str, expected: list[str]) -> None:
    """An alias wins over prefix and field; both forms of configuration that pydantic had are read."""
    assert [each.name for each in read(f"class S(BaseSettings):\n{body}")] == expected


def test_a_class_takes_fields_and_prefix_from_those_above_it() -> None:
    """Each class is filled under its own prefix, or under the nearest one above it."""
    source = """
class Common(pydantic_settings.BaseSettings):
    model_config = SettingsConfigDict(env_prefix="C_")
    a: int = 1
class Web(Common):
    model_config = SettingsConfigDict(env_prefix="W_")
    b: int = 2
class Inner(Web):
    c: int = 3
class Model(BaseModel):
    d: int = 4
"""
    assert {(each.name, each.field) for each in read(source)} == {
        ("C_A", "Common.a"),
        ("W_A", "Web.a"),
        ("W_B", "Web.b"),
        ("W_C", "Inner.c"),
    }


def test_a_class_that_is_configured_as_settings_is_one() -> None:
    """Its base may stand in another file."""
    source = 'class S(Base):\n    model_config = SettingsConfigDict(env_prefix="X_")\n    a: int'
    assert [each.name for each in read(source)] == ["X_A"]


def test_classes_in_a_circle_end() -> None:
    """Classes that claim to derive from each other are read once each."""
    assert [each.name for each in read("class A(B, BaseSettings):\n    x: int\nclass B(A):\n    y: int")] == ["X", "Y"]
