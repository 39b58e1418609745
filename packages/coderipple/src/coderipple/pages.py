"""The pages: where each stands, what it is called, and which role owns it.

Comes in: the id of a section, or the path of a document inside the output folder. Goes out: owner and title.
"""

from urllib.parse import quote, unquote

from coderipple.markup import code_span
from coderipple.values import Section, Statement, Subject

BUILDING_INSPECTOR = "building_inspector"
TOURIST_GUIDE = "tourist_guide"
HISTORIAN = "historian"

INTERFACES_FOLDER = "system/interfaces/"
"""Holds one page a package where the reference is too large for one page."""

TOP_LEVEL = "top-level"
"""Stands for the package of the modules that belong to none; no package can be called that."""

MANIFEST_PATH = ".coderipple.json"
"""The manifest beside the documents: a folder that has one holds documents of ours."""

DOCUMENTS = {
    "hub": "README.md",
    "discovery": "discovery.md",
    "getting_started": "getting_started.md",
    "patterns": "patterns.md",
    "advanced": "advanced.md",
    "troubleshooting": "troubleshooting.md",
    "purpose": "system/purpose.md",
    "architecture": "system/architecture.md",
    "interfaces": "system/interfaces.md",
    "capabilities": "system/capabilities.md",
    "tech_stack": "system/tech_stack.md",
    "decisions": "decisions/README.md",
}
"""The document of each page; the first part of a section's id is its page."""

OWNERS = {
    "hub": TOURIST_GUIDE,
    "discovery": TOURIST_GUIDE,
    "getting_started": TOURIST_GUIDE,
    "patterns": TOURIST_GUIDE,
    "advanced": TOURIST_GUIDE,
    "troubleshooting": TOURIST_GUIDE,
    "purpose": BUILDING_INSPECTOR,
    "architecture": BUILDING_INSPECTOR,
    "interfaces": BUILDING_INSPECTOR,
    "capabilities": BUILDING_INSPECTOR,
    "tech_stack": BUILDING_INSPECTOR,
    "decisions": HISTORIAN,
}
"""The role that owns each page."""

_TITLES = {
    "hub": "Documentation",
    "discovery": "Discovery",
    "getting_started": "Getting started",
    "patterns": "Patterns",
    "advanced": "Advanced use",
    "troubleshooting": "Troubleshooting",
    "purpose": "Purpose",
    "architecture": "Architecture",
    "interfaces": "Interfaces",
    "capabilities": "Capabilities",
    "tech_stack": "Technology",
    "decisions": "Decisions",
}
_BY_DOCUMENT = {document: page for page, document in DOCUMENTS.items()}


def page_of(section_id: str) -> str:
    """Returns the page that a section belongs to."""
    return section_id.partition("/")[0]


def reference_id(module: str) -> str:
    """Returns the id of a module's section in the reference; it stands in a comment: no blank, no `>`."""
    return f"interfaces/{quote(module)}"


def is_record(section_id: str) -> bool:
    """Tells whether a section is part of a record of the history, which is only added to."""
    return page_of(section_id) == "decisions" and section_id.count("/") == 2


def title_of(document: str) -> str:
    """Returns the title of a document in Markdown; an empty string where its sections bring their own."""
    if document.startswith(INTERFACES_FOLDER):
        return f"Interfaces of {package_title(unquote(document.removeprefix(INTERFACES_FOLDER).removesuffix('.md')))}"
    return _TITLES.get(_BY_DOCUMENT.get(document, ""), "")


def package_title(package: str) -> str:
    """Returns how the package of a reference page is called, in Markdown."""
    return "modules outside packages" if package == TOP_LEVEL else code_span(package)


def page_section(
    page: str,
    name: str,
    statements: tuple[Statement, ...],
    *,
    label: str,
    subjects: set[Subject],
    heading: str = "",
    document: str = "",
    modules: frozenset[str] = frozenset(),
) -> Section:
    """Returns a section of a page.

    Args:
        page: The page.
        name: Name of the section on it; sections stand in the order of their names.
        statements: What it says.
        label: What it is about, in words that a reason can use.
        subjects: The kinds of change that can change it.
        heading: Text of its heading, in Markdown.
        document: Its document where that is not the page's own.
        modules: Of a section about modules, their names.
    """
    document = document or DOCUMENTS[page]
    return Section(
        role=OWNERS[page],
        section_id=f"{page}/{name}",
        document=document,
        title=title_of(document),
        label=label,
        heading=f"## {heading}" if heading else "",
        statements=statements,
        subjects=frozenset(subjects),
        modules=modules,
    )
