# One key for all that is stored: variables, secrets, logs, failed work, notices.
resource "aws_kms_key" "coderipple" {
  description             = "What ${var.lambda_function_name} stores"
  deletion_window_in_days = var.force_destroy ? 7 : 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.key.json
}

resource "aws_kms_alias" "coderipple" {
  name          = "alias/${var.lambda_function_name}"
  target_key_id = aws_kms_key.coderipple.key_id
}

data "aws_iam_policy_document" "key" {
  #checkov:skip=CKV_AWS_109:A policy of a key names the key by *, which is itself and nothing else
  #checkov:skip=CKV_AWS_111:The same
  #checkov:skip=CKV_AWS_356:The same
  statement {
    sid       = "TheAccountDecides"
    actions   = ["kms:*"] # else nobody could ever change this policy, nor delete the key
    resources = ["*"]     # this key: the policy of a key is about no other

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }

  statement {
    sid       = "LogsOfThisFunction"
    actions   = ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"] # this key: the policy of a key is about no other

    principals {
      type        = "Service"
      identifiers = ["logs.${var.aws_region}.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values = [
        for name in [local.log_group_name, local.api_log_group_name] :
        "arn:${local.partition}:logs:${var.aws_region}:${local.account_id}:log-group:${name}"
      ]
    }
  }

  dynamic "statement" {
    for_each = length(var.alarm_emails) > 0 ? [1] : []

    content {
      sid       = "AlarmsTellTheTopic"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey*"]
      resources = ["*"] # this key: the policy of a key is about no other

      principals {
        type        = "Service"
        identifiers = ["cloudwatch.amazonaws.com"]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [local.account_id]
      }
    }
  }
}
