"""Where to look next: addresses of AWS's console."""

from urllib.parse import quote

from coderipple_deployment.values import LIVE, Stack


def links(stack: Stack) -> dict[str, str]:
    """Gives the addresses, by what is there."""
    console = f"https://{stack.region}.console.aws.amazon.com"
    watching = f"{console}/cloudwatch/home?region={stack.region}"
    return {
        "webhook": stack.webhook_url,
        "health": stack.health_url,
        "function": f"{console}/lambda/home?region={stack.region}#/functions/{stack.function_name}/aliases/{LIVE}",
        "dashboard": f"{watching}#dashboards/dashboard/{stack.dashboard_name}",
        "log": f"{watching}#logsV2:log-groups/log-group/{quote(quote(stack.log_group_name, safe=''), safe='')}",
    }
