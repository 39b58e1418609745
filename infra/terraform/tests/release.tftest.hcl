# The alias that is served, and the alarms that a canary is watched by.

mock_provider "aws" {
  source = "./tests/mocks"
}

variables {
  environment       = "test"
  github_repo_name  = "thumbnails"
  github_repo_owner = "octo"
  artifacts = {
    dependencies_layer = { file = "dependencies-layer-x86_64.zip", sha256 = filesha256("../../dist/dependencies-layer-x86_64.zip") }
    package_layer      = { file = "package-layer.zip", sha256 = filesha256("../../dist/package-layer.zip") }
    function           = { file = "function.zip", sha256 = filesha256("../../dist/function.zip") }
  }
}

run "the_alias_begins_at_the_first_version" {
  assert {
    condition     = aws_lambda_alias.live.function_version == "7" && aws_lambda_alias.live.name == "live"
    error_message = "the alias must begin at the version that was published"
  }
  assert {
    condition     = aws_lambda_alias.live.description == "refused: none"
    error_message = "the description must be what `invoke rollback` reads"
  }
  assert {
    condition     = output.alias_name == "live" && output.newest_version == "7"
    error_message = "the outputs must tell the alias and the newest version apart"
  }
}

run "a_canary_has_alarms_of_its_own" {
  assert {
    condition = alltrue([
      for name in ["canary_errors", "canary_duration"] : aws_cloudwatch_metric_alarm.alarm[name].dimensions == tomap({
        FunctionName    = "coderipple-orchestrator"
        Resource        = "coderipple-orchestrator:live"
        ExecutedVersion = "7"
      })
    ])
    error_message = "a canary's alarms must watch the newest version as the alias runs it"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm["canary_errors"].period == 60 && aws_cloudwatch_metric_alarm.alarm["canary_errors"].threshold == 1
    error_message = "one failure within a minute must be enough"
  }
}

run "every_alarm_is_told_and_names_the_runbook" {
  assert {
    condition     = output.alarm_names == { for name, each in aws_cloudwatch_metric_alarm.alarm : name => each.alarm_name }
    error_message = "the output must name every alarm"
  }
  assert {
    condition     = alltrue([for name, each in aws_cloudwatch_metric_alarm.alarm : endswith(each.alarm_description, "docs/runbook.md, ${name}.")])
    error_message = "every alarm must say where it is explained"
  }
  assert {
    condition     = alltrue([for each in values(aws_cloudwatch_metric_alarm.alarm) : each.treat_missing_data == "notBreaching"])
    error_message = "a day without a push must be no alarm"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm["duration"].extended_statistic == "p95" && aws_cloudwatch_metric_alarm.alarm["duration"].threshold == 720000
    error_message = "long runs must be seen before they are cut off"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm["model_tokens"].threshold == 2000000 && aws_cloudwatch_metric_alarm.alarm["model_tokens"].period == 86400
    error_message = "the model's budget must be that of a day"
  }
}

run "the_dashboard_shows_what_the_alarms_watch" {
  assert {
    condition = length(setsubtract(
      [for each in values(local.alarms) : each.metric if !contains(["AsyncEventsDropped"], each.metric)],
      flatten([for each in local.widgets : [for metric in each.metrics : metric[1]]]),
    )) == 0
    error_message = "what an alarm is about must be seen on the dashboard"
  }
}

run "a_later_apply_leaves_the_alias_where_it_is" {
  override_resource {
    target = aws_lambda_function.coderipple_orchestrator
    values = { arn = "arn:aws:lambda:eu-central-1:123456789012:function:coderipple-orchestrator", version = "8" }
  }

  plan_options {
    replace = [aws_lambda_function.coderipple_orchestrator]
  }

  assert {
    condition     = output.newest_version == "8" && aws_lambda_alias.live.function_version == "7"
    error_message = "a new version must be published and not be served, or an apply would undo a rollback"
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.alarm["canary_errors"].dimensions["ExecutedVersion"] == "8"
    error_message = "a canary's alarms must go on to the new version"
  }
}
