"""The JSON Schemas under Vectors/schema, and documents checked against them."""

import json
from functools import cache

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from scripts.keras import environment


@cache
def registry():
    schemas = [
        json.loads(path.read_text())
        for path in sorted((environment.VECTORS / "schema").glob("*.schema.json"))
    ]
    return Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in schemas
    )


def validate(schema, document, what):
    """Raises with the place of the first thing that the schema does not allow."""
    identifier = f"{schema}.schema.json"
    contents = registry().contents(identifier)
    validator = Draft202012Validator(contents, registry=registry())
    for error in validator.iter_errors(document):
        place = "/".join(map(str, error.absolute_path))
        raise ValueError(f"{what} does not fit {identifier} at {place}: {error.message[:300]}")
