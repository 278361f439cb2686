"""All vector files, from the catalogue to bytes."""

import json

from scripts.keras import environment
from scripts.generate.vector_files.answers import ask
from scripts.generate.catalogue import all_files
from scripts.generate.vector_files.rule_lists import exercised, name_rules, require_every_rule, shown_by
from scripts.generate.vector_files.schemas import validate
from scripts.generate.vector_files.versions import fetch
from scripts.generate.vector_files.writing import (
    file_document,
    manifest_document,
    serialized,
    with_essential,
)


def generate(versions, fresh=False, names=None):
    """`{file name: bytes}` of the vector files, of all or of some, and of the manifest."""
    for version in versions:
        fetch(version)
    everything = all_files()
    files = [file for file in everything if names is None or file.name in names]
    answers = iter(ask(files, versions, fresh, are_all=names is None))
    documents = {file.name: file_document(file, [next(answers) for _ in file.plans]) for file in files}
    rules = exercised({f"{name}.json": serialized(document) for name, document in documents.items()})
    for name, document in documents.items():
        name_rules(document, rules, shown_by(files))
        validate("vector-file", document, name)
    contents = {f"{name}.json": serialized(document) for name, document in documents.items()}
    return {**contents, "manifest.json": manifest(everything, contents)}


def manifest(files, contents):
    """The manifest of all files: of those that are not written now as they stand in the repository."""
    whole = [contents.get(name) or (environment.VECTORS / name).read_bytes() for name in map(json_name, files)]
    documents = [json.loads(data) for data in whole]
    require_every_rule(documents)
    document = with_essential(manifest_document(files, documents, whole), essential())
    validate("manifest", document, "manifest")
    return serialized(document)


def json_name(file):
    return f"{file.name}.json"


def essential():
    """The ids of the cases that notice every mistake, which another program finds: kept as they are."""
    path = environment.VECTORS / "manifest.json"
    return json.loads(path.read_text()).get("essential") if path.exists() else None
