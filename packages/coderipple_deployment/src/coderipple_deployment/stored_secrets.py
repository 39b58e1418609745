"""The two secrets of a deployment: which are given, which are stored, which have to be.

Comes in: the variables of this process and the store. Goes out: what has to be stored after the apply.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coderipple_deployment.environment import Environment
from coderipple_deployment.errors import MissingSecretError
from coderipple_deployment.ports import Secrets
from coderipple_deployment.push_events import signing_secret

WEBHOOK, GITHUB = "webhook-secret", "github-credentials"
VARIABLES = {
    WEBHOOK: ("CODERIPPLE_WEBHOOK_SECRET",),
    GITHUB: ("CODERIPPLE_GITHUB_CREDENTIALS", "CODERIPPLE_GITHUB_TOKEN"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSecrets:
    """What was found.

    Attributes:
        to_store: Values by the secret's full name.
        signing: The secret that a ping is signed with.
    """

    to_store: Mapping[str, str] = field(repr=False)
    signing: str = field(repr=False)


def choose_secrets(environment: Environment, store: Secrets, environ: Mapping[str, str]) -> ChosenSecrets:
    """Finds what has to be stored: what is given and differs from what is there.

    Raises:
        MissingSecretError: A secret is neither given nor stored.
        SecretFormError: The webhook's secret cannot be used.
    """
    to_store, known, missing = {}, {}, []
    for secret, variables in VARIABLES.items():
        name = f"{environment.function_name}/{secret}"
        given = next((environ[variable] for variable in variables if environ.get(variable, "").strip()), None)
        stored = store.read(name)
        if given is None and not (stored or "").strip():
            missing.append(" or ".join(variables))
        elif given is not None and given != stored:
            to_store[name] = given
        known[secret] = given or stored or ""
    if missing:
        raise MissingSecretError(missing=tuple(missing))
    return ChosenSecrets(to_store=to_store, signing=signing_secret(known[WEBHOOK], name=VARIABLES[WEBHOOK][0]))
