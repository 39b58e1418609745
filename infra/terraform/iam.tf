# What the function may do: each permission is a call that the code, or Lambda for it, makes; docs/permissions.md says which.

resource "aws_iam_role" "lambda_execution_role" {
  name               = "${var.lambda_function_name}-role"
  description        = "What ${var.lambda_function_name} runs as"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "function" {
  name   = "function"
  role   = aws_iam_role.lambda_execution_role.id
  policy = data.aws_iam_policy_document.function.json
}

data "aws_iam_policy_document" "function" {
  statement {
    sid       = "WriteLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.lambda_logs.arn}:*"] # its streams, whose names Lambda makes up
  }

  statement {
    sid       = "Trace"
    actions   = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
    resources = ["*"] # X-Ray knows no resource that these two calls could be held to
  }

  statement {
    sid       = "KeepWhatFailed"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.lambda_dlq.arn]
  }

  statement {
    sid       = "ReadItsSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.github.arn, aws_secretsmanager_secret.webhook.arn]
  }

  statement {
    sid       = "UseItsKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"] # to read variables and secrets; to encrypt what failed
    resources = [aws_kms_key.coderipple.arn]
  }

  statement {
    sid       = "HandWorkOverToItself"
    actions   = ["lambda:InvokeFunction"]
    resources = ["${local.function_arn}:${local.alias_name}"] # by the alias that the API came by, and by nothing else
  }

  dynamic "statement" {
    for_each = length(var.bedrock_model_ids) > 0 ? [1] : []

    content {
      sid     = "AskTheModel"
      actions = ["bedrock:InvokeModelWithResponseStream"]
      resources = flatten([
        for id in var.bedrock_model_ids : [
          # Models belong to no account; an inference profile sends to several regions.
          "arn:${local.partition}:bedrock:*::foundation-model/${id}",
          "arn:${local.partition}:bedrock:${var.aws_region}:${local.account_id}:inference-profile/${id}",
        ]
      ])
    }
  }
}
