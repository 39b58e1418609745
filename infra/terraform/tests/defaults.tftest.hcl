# What a deployment is when nothing but what has to be said is said. AWS is not asked: the provider is a mock.

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

# Told apart, where the mock would give each the same.
override_resource {
  target = aws_lambda_layer_version.coderipple_dependencies
  values = { arn = "arn:aws:lambda:eu-central-1:123456789012:layer:dependencies:1" }
}

override_resource {
  target = aws_lambda_layer_version.coderipple_package
  values = { arn = "arn:aws:lambda:eu-central-1:123456789012:layer:package:1" }
}

override_resource {
  target = aws_secretsmanager_secret.github
  values = { arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:github-AbCdEf" }
}

override_resource {
  target = aws_cloudwatch_log_group.api
  values = { arn = "arn:aws:logs:eu-central-1:123456789012:log-group:api" }
}

run "the_function_is_the_specification" {
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.function_name == "coderipple-orchestrator"
    error_message = "the function must have the name that the specification's other texts use"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.handler == "lambda_function.lambda_handler"
    error_message = "the handler must be the one of function.zip"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.runtime == "python3.13"
    error_message = "the runtime must be the one that the layers are built for"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.memory_size == 1536 && aws_lambda_function.coderipple_orchestrator.timeout == 900
    error_message = "the function must have 1536 MB and 900 seconds"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.architectures == tolist(["x86_64"])
    error_message = "the processor must be x86_64 unless it is said"
  }
  assert {
    condition = aws_lambda_function.coderipple_orchestrator.layers == tolist([
      aws_lambda_layer_version.coderipple_dependencies.arn, aws_lambda_layer_version.coderipple_package.arn
    ])
    error_message = "the layers must be in dependency order"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.dead_letter_config[0].target_arn == aws_sqs_queue.lambda_dlq.arn
    error_message = "what fails for good must go to the queue"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.tracing_config[0].mode == "Active"
    error_message = "tracing must be active"
  }
  assert {
    condition = aws_lambda_function.coderipple_orchestrator.tags == tomap({
      Name         = "coderipple-orchestrator"
      Environment  = "test"
      Project      = "coderipple"
      LayerBased   = "true"
      Architecture = "single-lambda-with-layers"
      Version      = "2.0.0"
    })
    error_message = "the tags must be those of the specification"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.role == aws_iam_role.lambda_execution_role.arn
    error_message = "the function must run as its own role"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.publish
    error_message = "each change must be a version of its own"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.reserved_concurrent_executions == -1
    error_message = "concurrency must be left to the account unless it is said"
  }
}

run "the_function_is_told_its_settings" {
  assert {
    condition = aws_lambda_function.coderipple_orchestrator.environment[0].variables == tomap({
      CODERIPPLE_SOURCE_REPO            = "octo/thumbnails"
      CODERIPPLE_DOC_STRATEGY           = "github_direct"
      CODERIPPLE_ENABLED_AGENTS         = "tourist_guide,building_inspector,historian"
      CODERIPPLE_MIN_QUALITY_SCORE      = "60"
      CODERIPPLE_LAYER_BASED            = "true"
      CODERIPPLE_ARCHITECTURE           = "single-lambda-with-layers"
      CODERIPPLE_EXECUTION              = "asynchronous"
      CODERIPPLE_WEBHOOK_SECRET_ARN     = aws_secretsmanager_secret.webhook.arn
      CODERIPPLE_GITHUB_CREDENTIALS_ARN = aws_secretsmanager_secret.github.arn
      CODERIPPLE_GITHUB_API_URL         = "https://api.github.com"
      CODERIPPLE_GITHUB_REPORT          = "none"
      CODERIPPLE_LOG_LEVEL              = "INFO"
    })
    error_message = "the settings must be these, and none of those that are empty"
  }
}

run "logs_are_json_and_kept_a_year" {
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.logging_config[0].log_format == "JSON"
    error_message = "logs must be JSON"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.logging_config[0].log_group == aws_cloudwatch_log_group.lambda_logs.name
    error_message = "logs must go to the group that Terraform made"
  }
  assert {
    condition     = alltrue([for each in [aws_cloudwatch_log_group.lambda_logs, aws_cloudwatch_log_group.api] : each.retention_in_days == 365 && each.kms_key_id == aws_kms_key.coderipple.arn])
    error_message = "logs must be kept for a year, under the key"
  }
}

run "the_api_has_two_routes_and_a_limit" {
  assert {
    condition     = [aws_apigatewayv2_route.webhook.route_key, aws_apigatewayv2_route.health.route_key] == ["POST /webhook", "GET /health"]
    error_message = "the routes must be POST /webhook and GET /health"
  }
  assert {
    condition     = aws_apigatewayv2_integration.function.integration_uri == aws_lambda_alias.live.invoke_arn
    error_message = "the API must go by the alias"
  }
  assert {
    condition     = aws_lambda_permission.api.qualifier == "live"
    error_message = "the API must be allowed the alias and nothing else"
  }
  assert {
    condition     = aws_apigatewayv2_stage.default.default_route_settings[0].throttling_rate_limit == 10 && aws_apigatewayv2_stage.default.default_route_settings[0].throttling_burst_limit == 20
    error_message = "the API must be throttled"
  }
  assert {
    condition     = aws_apigatewayv2_stage.default.access_log_settings[0].destination_arn == aws_cloudwatch_log_group.api.arn
    error_message = "the API must log who came"
  }
}

run "failed_work_is_tried_once_more_and_kept" {
  assert {
    condition     = aws_lambda_function_event_invoke_config.live.maximum_retry_attempts == 1 && aws_lambda_function_event_invoke_config.live.maximum_event_age_in_seconds == 3600
    error_message = "what fails must be tried once more, within an hour"
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.live.qualifier == "live"
    error_message = "the retries must be those of the alias, by which the work is handed over"
  }
  assert {
    condition     = aws_sqs_queue.lambda_dlq.message_retention_seconds == 1209600 && aws_sqs_queue.lambda_dlq.kms_master_key_id == aws_kms_key.coderipple.arn
    error_message = "failed work must be kept 14 days, under the key"
  }
}

run "secrets_are_places_under_the_key" {
  assert {
    condition     = [aws_secretsmanager_secret.webhook.name, aws_secretsmanager_secret.github.name] == ["coderipple-orchestrator/webhook-secret", "coderipple-orchestrator/github-credentials"]
    error_message = "the secrets must have the names that the deployment looks for"
  }
  assert {
    condition     = alltrue([for each in [aws_secretsmanager_secret.webhook, aws_secretsmanager_secret.github] : each.kms_key_id == aws_kms_key.coderipple.arn && each.recovery_window_in_days == 30])
    error_message = "the secrets must be under the key, and come back for 30 days"
  }
  assert {
    condition     = aws_kms_key.coderipple.enable_key_rotation && aws_kms_key.coderipple.deletion_window_in_days == 30
    error_message = "the key must be rotated, and be hard to lose"
  }
}

run "what_nobody_asked_for_is_not_there" {
  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && length(aws_sns_topic_subscription.alarms) == 0
    error_message = "there must be no topic without an address"
  }
  assert {
    condition     = length(aws_s3_bucket.artifacts) == 0 && length(aws_s3_object.package_layer) == 0
    error_message = "there must be no bucket while layers are small"
  }
  assert {
    condition     = !contains(flatten(data.aws_iam_policy_document.function.statement[*].actions), "bedrock:InvokeModelWithResponseStream")
    error_message = "no model must be allowed"
  }
  assert {
    condition     = alltrue([aws_lambda_layer_version.coderipple_dependencies.skip_destroy, aws_lambda_layer_version.coderipple_package.skip_destroy])
    error_message = "old layers must stay"
  }
}
