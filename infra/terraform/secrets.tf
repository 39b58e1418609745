# Places alone. Their values are put there by `invoke deploy`, so that no plan, no state and no log of Terraform ever
# holds one, and none has to be at hand to change something else. Without them the function answers 500, never yes.

resource "aws_secretsmanager_secret" "webhook" {
  #checkov:skip=CKV2_AWS_57:GitHub holds the other half; it is changed by hand as docs/github.md says, with both valid meanwhile
  name                    = "${var.lambda_function_name}/webhook-secret"
  description             = "Signs the webhooks of GitHub; several, one a line, while one is changed"
  kms_key_id              = aws_kms_key.coderipple.arn
  recovery_window_in_days = var.force_destroy ? 0 : 30
}

resource "aws_secretsmanager_secret" "github" {
  #checkov:skip=CKV2_AWS_57:GitHub gives tokens and keys of Apps to people alone
  name                    = "${var.lambda_function_name}/github-credentials"
  description             = "A token, or the key of an App, by which the function speaks to GitHub"
  kms_key_id              = aws_kms_key.coderipple.arn
  recovery_window_in_days = var.force_destroy ? 0 : 30
}
