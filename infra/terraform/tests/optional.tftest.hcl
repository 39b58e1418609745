# What is there only when it is asked for.

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

run "mail_for_alarms" {
  variables {
    alarm_emails = ["operator@example.com", "second@example.com"]
  }
  assert {
    condition     = length(aws_sns_topic.alarms) == 1 && length(aws_sns_topic_subscription.alarms) == 2
    error_message = "there must be one topic and a subscription for each address"
  }
  assert {
    condition     = aws_sns_topic.alarms[0].kms_master_key_id == aws_kms_key.coderipple.arn
    error_message = "the topic must be under the key"
  }
  assert {
    condition     = alltrue([for each in values(aws_cloudwatch_metric_alarm.alarm) : each.alarm_actions == toset(aws_sns_topic.alarms[*].arn) && each.ok_actions == each.alarm_actions])
    error_message = "every alarm must tell when it begins and when it is over"
  }
  assert {
    condition     = contains(flatten(data.aws_iam_policy_document.key.statement[*].sid), "AlarmsTellTheTopic")
    error_message = "alarms must be allowed the key of the topic"
  }
}

run "a_model" {
  variables {
    bedrock_model     = "eu.anthropic.model-v1:0"
    bedrock_model_ids = ["eu.anthropic.model-v1:0", "anthropic.model-v1:0"]
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.environment[0].variables["CODERIPPLE_BEDROCK_MODEL"] == "eu.anthropic.model-v1:0"
    error_message = "the function must be told its model"
  }
  assert {
    condition = [for each in data.aws_iam_policy_document.function.statement : each.resources if each.sid == "AskTheModel"] == [toset([
      "arn:aws:bedrock:*::foundation-model/anthropic.model-v1:0",
      "arn:aws:bedrock:*::foundation-model/eu.anthropic.model-v1:0",
      "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/anthropic.model-v1:0",
      "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.model-v1:0",
    ])]
    error_message = "exactly these models must be allowed"
  }
}

run "layers_through_a_bucket" {
  variables {
    layers_through_s3 = true
  }
  assert {
    condition     = aws_lambda_layer_version.coderipple_dependencies.filename == null && aws_lambda_layer_version.coderipple_package.filename == null
    error_message = "layers must not be sent directly"
  }
  assert {
    condition     = aws_lambda_layer_version.coderipple_dependencies.s3_key == "${var.artifacts.dependencies_layer.sha256}.zip"
    error_message = "an archive must be found by what is in it"
  }
  assert {
    condition     = alltrue([for each in aws_s3_bucket_public_access_block.artifacts : each.block_public_acls && each.block_public_policy && each.ignore_public_acls && each.restrict_public_buckets])
    error_message = "the bucket must be closed"
  }
}

run "another_processor" {
  variables {
    architecture = "arm64"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.architectures == tolist(["arm64"]) && aws_lambda_layer_version.coderipple_dependencies.compatible_architectures == toset(["arm64"])
    error_message = "function and layer must be for the same processor"
  }
  assert {
    condition     = aws_lambda_layer_version.coderipple_dependencies.layer_name == "coderipple-orchestrator-dependencies-arm64"
    error_message = "each processor must have a layer of its own"
  }
}

run "settings_of_the_function" {
  variables {
    branch               = "main"
    doc_strategy         = "github_pr"
    github_api_url       = "https://github.example/api/v3"
    github_login         = "coderipple[bot]"
    github_report        = "check_run"
    log_level            = "WARNING"
    reserved_concurrency = 5
  }
  assert {
    condition = alltrue([
      for name, value in {
        CODERIPPLE_BRANCH         = "main"
        CODERIPPLE_DOC_STRATEGY   = "github_pr"
        CODERIPPLE_GITHUB_API_URL = "https://github.example/api/v3"
        CODERIPPLE_GITHUB_LOGIN   = "coderipple[bot]"
        CODERIPPLE_GITHUB_REPORT  = "check_run"
        CODERIPPLE_LOG_LEVEL      = "WARNING"
      } : aws_lambda_function.coderipple_orchestrator.environment[0].variables[name] == value
    ])
    error_message = "the function must be told its settings"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.logging_config[0].application_log_level == "WARN"
    error_message = "Lambda must be told the level in its own word"
  }
  assert {
    condition     = aws_lambda_function.coderipple_orchestrator.reserved_concurrent_executions == 5
    error_message = "the throttle must be set"
  }
}

run "for_trying_out" {
  variables {
    force_destroy = true
  }
  assert {
    condition     = alltrue([for each in [aws_secretsmanager_secret.webhook, aws_secretsmanager_secret.github] : each.recovery_window_in_days == 0])
    error_message = "secrets must go at once"
  }
  assert {
    condition     = !aws_lambda_layer_version.coderipple_dependencies.skip_destroy && !aws_lambda_layer_version.coderipple_package.skip_destroy
    error_message = "layers must go too"
  }
}
