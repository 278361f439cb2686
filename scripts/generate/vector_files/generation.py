"""All vector files, from the catalogue to bytes."""

from scripts.generate.vector_files.answers import ask
from scripts.generate.catalogue import all_files
from scripts.generate.rules.core_rules import RULES
from scripts.generate.vector_files.schemas import validate
from scripts.generate.vector_files.versions import fetch
from scripts.generate.vector_files.writing import (
    GenerationError,
    file_document,
    manifest_document,
    serialized,
)


def generate(versions, fresh=False, names=None):
    """`{file name: bytes}` of the vector files and their manifest, or of some vector files without it."""
    for version in versions:
        fetch(version)
    files = [file for file in all_files() if names is None or file.name in names]
    answers = iter(ask(files, versions, fresh))
    documents = [file_document(file, [next(answers) for _ in file.plans]) for file in files]
    contents = [serialized(document) for document in documents]
    for file, document in zip(files, documents):
        validate("vector-file", document, file.name)
    named = {f"{file.name}.json": data for file, data in zip(files, contents)}
    if names is not None:
        return named
    require_every_rule(documents)
    manifest = manifest_document(files, documents, contents)
    validate("manifest", manifest, "manifest")
    return {**named, "manifest.json": serialized(manifest)}


def require_every_rule(documents):
    """A rule that no case exercises would be a promise that nobody checks."""
    used = {rule for document in documents for case in document["cases"] for rule in case["rules"]}
    missing = [rule for rule in RULES if rule not in used]
    if missing:
        raise GenerationError(f"no case exercises {', '.join(missing)}")
