output "account_id" {
  description = "AWS account that this is in."
  value       = local.account_id
}

output "alarm_names" {
  description = "Alarms by what they are about; canary_* watch the newest version alone."
  value       = { for name, each in aws_cloudwatch_metric_alarm.alarm : name => each.alarm_name }
}

output "alias_arn" {
  description = "What the API invokes: the function through its alias."
  value       = aws_lambda_alias.live.arn
}

output "alias_name" {
  description = "Name of the alias that says which version is served."
  value       = aws_lambda_alias.live.name
}

output "api_id" {
  description = "Id of the HTTP API."
  value       = aws_apigatewayv2_api.webhooks.id
}

output "dashboard_name" {
  description = "Name of the dashboard in CloudWatch."
  value       = aws_cloudwatch_dashboard.coderipple.dashboard_name
}

output "dead_letter_queue_url" {
  description = "Queue of the pushes that failed for good."
  value       = aws_sqs_queue.lambda_dlq.url
}

output "function_arn" {
  description = "The function, without a version."
  value       = aws_lambda_function.coderipple_orchestrator.arn
}

output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.coderipple_orchestrator.function_name
}

output "github_credentials_arn" {
  description = "Where Secrets Manager holds the credentials for GitHub."
  value       = aws_secretsmanager_secret.github.arn
}

output "health_url" {
  description = "Address of the health check."
  value       = "${aws_apigatewayv2_api.webhooks.api_endpoint}/health"
}

output "layer_arns" {
  description = "Layers of the newest version, in the order in which Lambda merges them."
  value       = aws_lambda_function.coderipple_orchestrator.layers
}

output "log_group_name" {
  description = "Log group of the function."
  value       = aws_cloudwatch_log_group.lambda_logs.name
}

output "newest_version" {
  description = "Version that was published last; the alias says which one is served."
  value       = aws_lambda_function.coderipple_orchestrator.version
}

output "region" {
  description = "AWS region of everything."
  value       = var.aws_region
}

output "webhook_secret_arn" {
  description = "Where Secrets Manager holds the webhook's secrets."
  value       = aws_secretsmanager_secret.webhook.arn
}

output "webhook_url" {
  description = "Address to give to GitHub as the webhook's payload URL."
  value       = "${aws_apigatewayv2_api.webhooks.api_endpoint}/webhook"
}
