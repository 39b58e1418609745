"""OpenTelemetry finds its propagators, which it loads by the entry points in the metadata.

`invoke prove` runs this with nothing but the layers on the path. It ends with exit code 0, or raises.
"""

import os

os.environ["OTEL_PROPAGATORS"] = "tracecontext,baggage"

from opentelemetry import propagate  # it reads the variable when it is imported

EXPECTED = {"traceparent", "tracestate", "baggage"}


def main() -> None:
    """Checks what would be sent along with a request."""
    fields = set(propagate.get_global_textmap().fields)
    if fields != EXPECTED:
        raise RuntimeError(f"the propagators set {sorted(fields)}; expected {sorted(EXPECTED)}")


if __name__ == "__main__":
    main()
