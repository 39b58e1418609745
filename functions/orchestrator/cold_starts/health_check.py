"""The health check: every layer is imported, and no agent is built."""

from signed_push import tell

HEALTH_CHECK = {"version": "2.0", "rawPath": "/health", "requestContext": {"http": {"method": "GET"}}}

if __name__ == "__main__":
    tell({"event": HEALTH_CHECK, "environment": {}, "status": 200})
