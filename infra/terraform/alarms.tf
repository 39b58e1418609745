# Each alarm has a section in docs/runbook.md. Those named canary_* watch the newest version alone, since the few
# requests of a canary drown in those of all.

locals {
  lambda = {
    namespace = "AWS/Lambda"
    all       = { FunctionName = var.lambda_function_name }
    newest = {
      FunctionName    = var.lambda_function_name
      Resource        = "${var.lambda_function_name}:${local.alias_name}"
      ExecutedVersion = aws_lambda_function.coderipple_orchestrator.version
    }
  }

  alarms = {
    errors = {
      description = "Runs fail."
      namespace   = local.lambda.namespace, metric = "Errors", statistic = "Sum"
      dimensions  = local.lambda.all
      threshold   = 1, period = 300, periods = 1
    }
    throttles = {
      description = "Invocations are turned away: more at once than are allowed."
      namespace   = local.lambda.namespace, metric = "Throttles", statistic = "Sum"
      dimensions  = local.lambda.all
      threshold   = 1, period = 300, periods = 1
    }
    duration = {
      description = "Runs come near the time that they may take."
      namespace   = local.lambda.namespace, metric = "Duration", statistic = "p95"
      dimensions  = local.lambda.all
      threshold   = var.lambda_timeout * 1000 * 0.8, period = 300, periods = 3
    }
    age = {
      description = "Pushes wait for a run."
      namespace   = local.lambda.namespace, metric = "AsyncEventAge", statistic = "Maximum"
      dimensions  = local.lambda.all
      threshold   = 300000, period = 300, periods = 2
    }
    dropped = {
      description = "Pushes were given up."
      namespace   = local.lambda.namespace, metric = "AsyncEventsDropped", statistic = "Sum"
      dimensions  = local.lambda.all
      threshold   = 1, period = 300, periods = 1
    }
    dead_letters = {
      description = "Failed pushes wait for invoke redrive."
      namespace   = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", statistic = "Maximum"
      dimensions  = { QueueName = aws_sqs_queue.lambda_dlq.name }
      threshold   = 1, period = 300, periods = 1
    }
    server_errors = {
      description = "GitHub is answered with errors."
      namespace   = "AWS/ApiGateway", metric = "5xx", statistic = "Sum"
      dimensions  = { ApiId = aws_apigatewayv2_api.webhooks.id }
      threshold   = 1, period = 300, periods = 1
    }
    model_tokens = {
      description = "The model costs more than was meant."
      namespace   = "CodeRipple", metric = "ModelTokens", statistic = "Sum"
      dimensions  = local.lambda.all
      threshold   = var.model_tokens_per_day, period = 86400, periods = 1
    }
    model_faults = {
      description = "The model fails; the facts are published without it."
      namespace   = "CodeRipple", metric = "ModelFaults", statistic = "Sum"
      dimensions  = local.lambda.all
      threshold   = 5, period = 3600, periods = 1
    }
    canary_errors = {
      description = "Runs of the newest version fail."
      namespace   = local.lambda.namespace, metric = "Errors", statistic = "Sum"
      dimensions  = local.lambda.newest
      threshold   = 1, period = 60, periods = 1
    }
    canary_duration = {
      description = "Runs of the newest version come near the time that they may take."
      namespace   = local.lambda.namespace, metric = "Duration", statistic = "p95"
      dimensions  = local.lambda.newest
      threshold   = var.lambda_timeout * 1000 * 0.8, period = 60, periods = 1
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "alarm" {
  for_each = local.alarms

  alarm_name          = "${var.lambda_function_name}-${replace(each.key, "_", "-")}"
  alarm_description   = "${each.value.description} What to do: docs/runbook.md, ${each.key}."
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  treat_missing_data  = "notBreaching" # no push is no failure
  alarm_actions       = aws_sns_topic.alarms[*].arn
  ok_actions          = aws_sns_topic.alarms[*].arn
}

resource "aws_sns_topic" "alarms" {
  count = length(var.alarm_emails) > 0 ? 1 : 0

  name              = "${var.lambda_function_name}-alarms"
  kms_master_key_id = aws_kms_key.coderipple.arn
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = toset(var.alarm_emails)

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = each.value
}
