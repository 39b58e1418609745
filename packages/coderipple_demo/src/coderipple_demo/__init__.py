"""Shows CodeRipple's main job on the clone it is part of: a push becomes documents, in the real Lambda runtime."""
