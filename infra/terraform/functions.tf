resource "aws_lambda_function" "coderipple_orchestrator" {
  #checkov:skip=CKV_AWS_117:The function reaches GitHub and AWS alone; in a VPC it would need a NAT gateway to do so, and reach more
  #checkov:skip=CKV_AWS_272:Archives are held to their sha256 at plan time; code signing would need a profile that every laptop may use
  function_name    = var.lambda_function_name
  description      = "Keeps the documentation of ${var.github_repo_owner}/${var.github_repo_name} true"
  filename         = local.archives.function
  source_code_hash = local.archive_hashes.function

  # In dependency order: Lambda merges them one over the other.
  layers = [
    aws_lambda_layer_version.coderipple_dependencies.arn,
    aws_lambda_layer_version.coderipple_package.arn,
  ]

  handler       = "lambda_function.lambda_handler"
  runtime       = var.lambda_runtime
  architectures = [var.architecture]

  memory_size                    = 1536
  timeout                        = var.lambda_timeout
  reserved_concurrent_executions = var.reserved_concurrency
  publish                        = true
  kms_key_arn                    = aws_kms_key.coderipple.arn

  environment {
    variables = merge(
      {
        CODERIPPLE_SOURCE_REPO            = "${var.github_repo_owner}/${var.github_repo_name}"
        CODERIPPLE_DOC_STRATEGY           = var.doc_strategy
        CODERIPPLE_ENABLED_AGENTS         = "tourist_guide,building_inspector,historian"
        CODERIPPLE_MIN_QUALITY_SCORE      = tostring(var.coderipple_min_quality_score)
        CODERIPPLE_LAYER_BASED            = "true"
        CODERIPPLE_ARCHITECTURE           = "single-lambda-with-layers"
        CODERIPPLE_EXECUTION              = "asynchronous"
        CODERIPPLE_WEBHOOK_SECRET_ARN     = aws_secretsmanager_secret.webhook.arn
        CODERIPPLE_GITHUB_CREDENTIALS_ARN = aws_secretsmanager_secret.github.arn
        CODERIPPLE_GITHUB_API_URL         = var.github_api_url
        CODERIPPLE_GITHUB_REPORT          = var.github_report
        CODERIPPLE_LOG_LEVEL              = var.log_level
      },
      # An unset variable and an empty one mean the same; what is not used is not there.
      { for name, value in local.optional_settings : name => value if value != "" },
    )
  }

  role = aws_iam_role.lambda_execution_role.arn

  dead_letter_config {
    target_arn = aws_sqs_queue.lambda_dlq.arn
  }

  tracing_config {
    mode = "Active"
  }

  logging_config {
    log_format            = "JSON"
    log_group             = aws_cloudwatch_log_group.lambda_logs.name
    application_log_level = var.log_level == "WARNING" ? "WARN" : var.log_level
    system_log_level      = "INFO"
  }

  tags = {
    Name         = var.lambda_function_name
    Environment  = var.environment
    Project      = var.project_name
    LayerBased   = "true"
    Architecture = "single-lambda-with-layers"
    Version      = "2.0.0"
  }

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = filesha256(local.archives.function) == var.artifacts.function.sha256
      error_message = "dist/${var.artifacts.function.file} is not the archive that dist/manifest.json describes; build again."
    }

    precondition {
      condition     = var.bedrock_model == "" || length(var.bedrock_model_ids) > 0
      error_message = "bedrock_model is set, but bedrock_model_ids allows no model: the function could not call it."
    }
  }

  depends_on = [
    aws_lambda_layer_version.coderipple_dependencies,
    aws_lambda_layer_version.coderipple_package,
    aws_iam_role_policy.function,
    aws_cloudwatch_log_group.lambda_logs,
  ]
}

locals {
  optional_settings = {
    CODERIPPLE_BEDROCK_MODEL = var.bedrock_model
    CODERIPPLE_BRANCH        = var.branch
    CODERIPPLE_GITHUB_LOGIN  = var.github_login
  }
}

# What is served. Terraform makes it once; afterwards `invoke deploy` and `invoke rollback` alone move it, so that no
# apply undoes a rollback. What was refused is kept in the description.
resource "aws_lambda_alias" "live" {
  name             = local.alias_name
  description      = "refused: none"
  function_name    = aws_lambda_function.coderipple_orchestrator.function_name
  function_version = aws_lambda_function.coderipple_orchestrator.version

  lifecycle {
    ignore_changes = [description, function_version, routing_config]
  }
}

# A run that fails is tried once more, after a minute; then it goes to the queue. The next push catches up anyway.
resource "aws_lambda_function_event_invoke_config" "live" {
  function_name                = aws_lambda_function.coderipple_orchestrator.function_name
  qualifier                    = aws_lambda_alias.live.name
  maximum_event_age_in_seconds = 3600
  maximum_retry_attempts       = 1
}
