"""Teaches schemathesis NDJSON: an array with each item on a line of its own."""

import json

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def lines(_context, value):
    if not isinstance(value, list):
        return json.dumps(value).encode()
    return "".join(json.dumps(item) + "\n" for item in value).encode()


@schemathesis.deserializer("application/x-ndjson")
def items(_context, response):
    return [json.loads(line) for line in response.content.splitlines() if line.strip()]
