"""Text that is about the past: it may name what is gone.

Comes in: a path, a heading, a piece of text. Goes out: yes or no.
"""

import re

_FILES = re.compile(
    r"(?:^|[/_.-])(?:change-?s?|change-?logs?|history|news|releases?|release-?notes?|whats-?new|"
    r"migrat\w*|upgrad\w*|deprecat\w*|adrs?|decisions?|decision-records?|archive|rfcs?|blog|roadmap|(?:previous|old|legacy)-?(?:versions?|docs?)?)(?:$|[/_.-])"
)
_PLAIN_ENDINGS = (".txt", ".html", ".xml", "changes", "changelog", "history", "news")
_PAGE_ENDINGS = (".html", ".htm", ".md", ".js", ".jsx", ".tsx", ".json", ".xml")
_BUILT_ENDINGS = (".js", ".mjs", ".cjs", ".map", ".css", ".html")
_SITES = frozenset({"website", "_site", "site", "docs", "gh-pages", ".vitepress", ".docusaurus"})
_HEADINGS = re.compile(
    r"\b(?:change ?logs?|changes|release notes|history|what.s new|migrat\w+|upgrad\w+|deprecat\w+|removed|renamed|"
    r"removals?|breaking|obsolete|legacy|roadmap|moving from|(?:coming|switching|porting) from)\b"
    r"|^\[?v?\d+\.\d[\w.]*\]?(?: *[-(\u2013].*)?$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:removed|removal of|renamed|deprecat\w+|no longer|formerly|previous(?:ly)?|legacy|obsolete|"
    r"superseded|discontinued|migrat(?:e|es|ed|ing|ion)|used to (?:be|have|exist|do|take|return|work)|"
    r"(?:was|were|been) (?:called|named|known|dropped|moved|split|merged|replaced)|"
    r"(?:old|older|earlier|original) (?:names?|versions?|apis?|styles?|syntax|ways?|behaviou?rs?|options?|releases?|"
    r"spellings?|forms?)|(?:before|until|prior to|up to) (?:version )?v?\d+\.|in favou?r of|"
    r"backwards?.compatib\w+|versionchanged|versionremoved|anymore|any more|gone)\b"
    r"|~~",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^`]++\1(?!`)")
_COMMENTS = re.compile(r"(?:#|//|;|<!--)\s*(?:old|before|bad|wrong|don.t)\b", re.IGNORECASE)


def is_past_document(path: str) -> bool:
    """Tells whether a document is about the past as a whole: a changelog, a migration guide, a decision record."""
    return bool(_FILES.search(path.lower().rsplit(".", 1)[0]))


def is_past_text(path: str) -> bool:
    """Tells whether a file that is no document by its name, such as `CHANGES`, tells the past all the same."""
    name = path.lower().rpartition("/")[2]
    return name.endswith(_PLAIN_ENDINGS) and bool(_FILES.search(name.rpartition(".")[0] or name))


def is_site(path: str) -> bool:
    """Tells whether a file is a page of a site about the project, or was built for the web from the sources."""
    *folders, name = path.lower().split("/")
    is_page = name.endswith(_PAGE_ENDINGS) and not _SITES.isdisjoint(folders)
    return name.endswith(".mdx") or is_page or (name.endswith(_BUILT_ENDINGS) and "dist" in folders)


def is_past_heading(text: str) -> bool:
    """Tells whether what stands below a heading is about the past."""
    return bool(_HEADINGS.search(text))


def is_past(text: str) -> bool:
    """Tells whether a paragraph, a row or a block of code says that something was removed, renamed or replaced.

    What stands in its code spans says nothing: `warn_deprecated` may well be there.
    """
    return bool(_WORDS.search(_SPAN.sub(" ", text)) or _COMMENTS.search(text))
