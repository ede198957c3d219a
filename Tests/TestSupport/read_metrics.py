"""Prints the samples of a page of metrics as JSON, as Prometheus' client library reads them.

usage: read_metrics.py PAGE
"""

import json
import sys

from prometheus_client.parser import text_string_to_metric_families

with open(sys.argv[1], encoding="utf-8", newline="") as page:
    try:
        families = list(text_string_to_metric_families(page.read()))
    except ValueError as error:
        sys.exit(f"not a page of metrics: {error}")

json.dump(
    [
        {
            "type": family.type,
            "help": family.documentation,
            "name": sample.name,
            "labels": sample.labels,
            # JSON knows no infinity.
            "value": str(sample.value),
        }
        for family in families
        for sample in family.samples
    ],
    sys.stdout,
)
