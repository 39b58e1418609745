"""What an attacker can cause: a push that somebody else signed, up to the 401."""

from signed_push import tell

EVENT = {
    "version": "2.0",
    "rawPath": "/webhook",
    "requestContext": {"http": {"method": "POST"}},
    "headers": {"x-github-event": "push", "x-hub-signature-256": f"sha256={'0' * 64}"},
    "body": "{}",
}

if __name__ == "__main__":
    tell({"event": EVENT, "environment": {"CODERIPPLE_WEBHOOK_SECRET": "measured"}, "status": 401})
