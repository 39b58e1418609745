# What is refused before anything is planned, or because it does not fit together.

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

run "values_of_the_wrong_form" {
  command = plan

  variables {
    alarm_emails         = ["nobody"]
    allowed_account_ids  = ["12345"]
    architecture         = "amd64"
    aws_region           = "Frankfurt"
    bedrock_model        = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/x"
    bedrock_model_ids    = ["*"]
    branch               = "refs/heads/main"
    doc_strategy         = "local"
    environment          = "Production!"
    github_api_url       = "http://github.example"
    github_login         = "two words"
    github_repo_name     = "octo/thumbnails"
    github_repo_owner    = ""
    github_report        = "loud"
    lambda_function_name = "with blank"
    lambda_runtime       = "python3.12"
    log_level            = "LOUD"
    project_name         = ""
  }

  expect_failures = [
    var.alarm_emails,
    var.allowed_account_ids,
    var.architecture,
    var.aws_region,
    var.bedrock_model,
    var.bedrock_model_ids,
    var.branch,
    var.doc_strategy,
    var.environment,
    var.github_api_url,
    var.github_login,
    var.github_repo_name,
    var.github_repo_owner,
    var.github_report,
    var.lambda_function_name,
    var.lambda_runtime,
    var.log_level,
    var.project_name,
  ]
}

run "numbers_that_are_too_small" {
  command = plan

  variables {
    coderipple_min_quality_score = -1
    lambda_timeout               = 29
    log_retention_days           = 42
    model_tokens_per_day         = 0
    requests_per_second          = 0
    reserved_concurrency         = 0
  }

  expect_failures = [
    var.coderipple_min_quality_score,
    var.lambda_timeout,
    var.log_retention_days,
    var.model_tokens_per_day,
    var.requests_per_second,
    var.reserved_concurrency,
  ]
}

run "numbers_that_are_too_large" {
  command = plan

  variables {
    coderipple_min_quality_score = 100.5
    lambda_timeout               = 901
    requests_per_second          = 1001
    reserved_concurrency         = 1
  }

  expect_failures = [
    var.coderipple_min_quality_score,
    var.lambda_timeout,
    var.requests_per_second,
    var.reserved_concurrency,
  ]
}

run "archives_that_lead_out_of_dist" {
  command = plan

  variables {
    artifacts = {
      dependencies_layer = { file = "../x.zip", sha256 = sha256("") }
      package_layer      = { file = "package-layer.zip", sha256 = sha256("") }
      function           = { file = "function.zip", sha256 = sha256("") }
    }
  }

  expect_failures = [var.artifacts]
}

run "layers_that_changed_after_the_build" {
  command = plan

  variables {
    artifacts = {
      dependencies_layer = { file = "dependencies-layer-x86_64.zip", sha256 = sha256("another") }
      package_layer      = { file = "package-layer.zip", sha256 = sha256("another") }
      function           = { file = "function.zip", sha256 = filesha256("../../dist/function.zip") }
    }
  }

  expect_failures = [
    aws_lambda_layer_version.coderipple_dependencies,
    aws_lambda_layer_version.coderipple_package,
  ]
}

run "a_function_that_changed_after_the_build" {
  command = plan

  variables {
    artifacts = {
      dependencies_layer = { file = "dependencies-layer-x86_64.zip", sha256 = filesha256("../../dist/dependencies-layer-x86_64.zip") }
      package_layer      = { file = "package-layer.zip", sha256 = filesha256("../../dist/package-layer.zip") }
      function           = { file = "function.zip", sha256 = sha256("another") }
    }
  }

  expect_failures = [aws_lambda_function.coderipple_orchestrator]
}

run "a_model_that_is_not_allowed" {
  command = plan

  variables {
    bedrock_model = "anthropic.model-v1:0"
  }

  expect_failures = [aws_lambda_function.coderipple_orchestrator]
}
