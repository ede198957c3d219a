"""Says of each manifest what a validator of JSON Schema finds wrong with it.

The first argument names a file with {"schema": {…}, "manifests": ["…", …]}; what is printed is a list of messages for
each manifest, in their order.
"""
import json
import re
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Reads YAML 1.2, as editors do: Norwegian's code, `no`, is a text there."""

    yaml_implicit_resolvers = {}


for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def faults(validator, text):
    try:
        manifest = yaml.load(text, Loader)
    except yaml.YAMLError as error:
        return [f"is not YAML: {error}"]
    # In JSON all keys are texts.
    manifest = json.loads(json.dumps(manifest))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(manifest)]


with open(sys.argv[1], encoding="utf-8") as file:
    task = json.load(file)
jsonschema.Draft202012Validator.check_schema(task["schema"])
validator = jsonschema.Draft202012Validator(task["schema"])
print(json.dumps([faults(validator, text) for text in task["manifests"]]))
