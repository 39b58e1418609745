"""What is known of each code commit of a history, a JSON line each: the material on which trigger rules are compared.

Run it on a clone, for example `python tests/performance/trigger_features.py CLONE > features.jsonl`. A line holds the
label (whether a person changed documents in the same commit), the changes of the surface, the definitions whose source
changed, whether the documents before the commit name them, and what the simple rules A and B make of it.
"""

import argparse
import ast
import json
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

from coderipple.adapters.local_git import LocalGitRepository
from coderipple.analysis import FactsReader, compare_surfaces, kind_of_file
from coderipple.config import get_config
from coderipple.documents import Manifest, facts_digest
from coderipple.drafting import draft_sections
from coderipple.facts import Facts
from coderipple.replay.trigger import is_changelog, is_document
from coderipple.values import History as StatedHistory
from coderipple.values import Subject

KEYWORDS = re.compile(
    r"\b(add(s|ed|ing)?|new|feat(ure)?|support(s|ed)?|remov(e|es|ed)|deprecat\w*|renam\w*|option|argument|flag|command|"
    r"param(eter)?|breaking|allow(s|ed)?|introduc\w*|drop(s|ped)?|expose(s|d)?|public|setting|docs?|documentation)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[A-Za-z_]\w{2,}")
CODE = re.compile(r"``?([^`\n]+)``?|^(?: {4}|\t)(.+)$|--[\w-]+", re.MULTILINE)
BLOCK = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def definitions(source: bytes) -> dict[str, tuple[str, str]]:
    """Returns qualified name to (head, whole) of each class and function, as dumps of the syntax tree."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return {}
    return dict(_definitions(tree.body, ""))


def _definitions(body: list[ast.stmt], owner: str) -> Iterator[tuple[str, tuple[str, str]]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield owner + node.name, (ast.dump(node.args), ast.dump(node))
        elif isinstance(node, ast.ClassDef):
            name = owner + node.name
            own = [each for each in node.body if not isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
            yield name, ("".join(map(ast.dump, node.bases)), "".join(map(ast.dump, own)))
            yield from _definitions(node.body, f"{name}.")


class History:
    """Reads the commits of a clone with what each needs to be judged."""

    def __init__(self, repository: LocalGitRepository) -> None:
        self._repository = repository
        self._reader = FactsReader(repository.blob)
        self._facts: tuple[str, Facts] = ("", Facts())
        self._words: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._definitions: dict[str, dict[str, tuple[str, str]]] = {}

    def facts(self, commit: str) -> Facts:
        """Returns what is true of a commit; the last answer is kept, since it is the next one's base."""
        if self._facts[0] != commit:
            self._facts = (commit, self._reader.read(self._repository.tree(commit)))
        return self._facts[1]

    def sections(self, facts: Facts) -> dict[str, str]:
        """Returns the digest of each section that the roles would write, history aside."""
        drafts = draft_sections(facts, StatedHistory(), Manifest(), get_config({}), ())
        return {each.section_id: facts_digest(each) for each in drafts}

    def words(self, tree: Mapping[str, str]) -> tuple[frozenset[str], frozenset[str]]:
        """Returns the words of the documents of a tree, and those that stand in code."""
        anywhere: set[str] = set()
        in_code: set[str] = set()
        for path, blob in tree.items():
            if is_document(path) and not is_changelog(path) and path.endswith((".md", ".rst", ".txt")):
                if blob not in self._words:
                    text = self._repository.blob(blob).decode("utf-8", "replace")
                    code = " ".join(
                        [each.group() for each in CODE.finditer(text)] + [each.group() for each in BLOCK.finditer(text)]
                    )
                    self._words[blob] = frozenset(WORD.findall(text)), frozenset(WORD.findall(code))
                anywhere |= self._words[blob][0]
                in_code |= self._words[blob][1]
        return frozenset(anywhere), frozenset(in_code)

    def definitions(self, blob: str | None) -> dict[str, tuple[str, str]]:
        """Returns the definitions of a file."""
        if blob is None:
            return {}
        if blob not in self._definitions:
            self._definitions[blob] = definitions(self._repository.blob(blob))
        return self._definitions[blob]

    def features(self, base: str, head: str, message: str) -> dict[str, Any]:
        """Returns what is known of one commit."""
        change_set = self._repository.compare(base, head)
        old, new = self._repository.tree(base), self._repository.tree(head)
        before = self.facts(base)
        after = self.facts(head)
        changes = compare_surfaces(before, after)
        was, now = self.sections(before), self.sections(after)
        written = sorted(key for key in was.keys() | now.keys() if was.get(key) != now.get(key))
        anywhere, in_code = self.words(old)
        changed = []
        for path in change_set.paths:
            if kind_of_file(path) == "source files":
                one, two = self.definitions(old.get(path)), self.definitions(new.get(path))
                for name in sorted(one.keys() | two.keys()):
                    if one.get(name) != two.get(name):
                        last = name.rsplit(".", 1)[-1]
                        kind = "added" if name not in one else "removed" if name not in two else "changed"
                        is_head = name in one and name in two and one[name][0] != two[name][0]
                        changed.append(
                            {
                                "path": path,
                                "name": name,
                                "kind": kind,
                                "signature": is_head,
                                "public": not any(part.startswith("_") for part in name.split(".")),
                                "named": last in anywhere,
                                "named_in_code": last in in_code,
                            }
                        )
        surface = [
            {
                "subject": each.subject.value,
                "kind": each.kind.value,
                "module": each.module,
                "name": each.name,
                "detail": each.detail,
                "named": any(part in anywhere for part in WORD.findall(each.name)[-1:]),
                "named_in_code": any(part in in_code for part in WORD.findall(each.name)[-1:]),
            }
            for each in changes
        ]
        documents = [each for each in change_set.paths if is_document(each)]
        return {
            "commit": head,
            "subject": message.split("\n", 1)[0],
            "message": message,
            "paths": list(change_set.paths),
            "kinds": sorted({kind_of_file(each) for each in change_set.paths}),
            "label": bool(documents),
            "label_without_changelogs": any(not is_changelog(each) for each in documents),
            "surface": surface,
            "definitions": changed,
            "A": any(each["subject"] in {Subject.SYMBOL, Subject.OPTION, Subject.VARIABLE} for each in surface),
            "B": any(each["named"] for each in changed),
            "B_code": any(each["named_in_code"] for each in changed),
            "written": written,
            "keyword": bool(KEYWORDS.search(message.split("\n", 1)[0])),
        }


def main() -> None:
    """Prints a line for each code commit on the first-parent chain of a clone's HEAD."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clone", type=Path)
    parser.add_argument("--last", type=int, default=None, help="Only the last commits of the chain.")
    arguments = parser.parse_args()
    with closing(LocalGitRepository(arguments.clone)) as repository:
        chain = repository.first_parents(None, repository.resolve("HEAD"))
        chain = chain if arguments.last is None else chain[-arguments.last - 1 :]
        history = History(repository)
        for base, head in pairwise(chain):
            paths = repository.compare(base.commit_id, head.commit_id).paths
            if any(kind_of_file(each) == "source files" for each in paths):
                line = history.features(base.commit_id, head.commit_id, head.message)
                sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
