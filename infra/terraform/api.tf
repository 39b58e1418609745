resource "aws_apigatewayv2_api" "webhooks" {
  name          = var.lambda_function_name
  description   = "Webhooks of ${var.github_repo_owner}/${var.github_repo_name}"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                 = aws_apigatewayv2_api.webhooks.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_alias.live.invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = 15000 # GitHub waits 10 seconds
}

resource "aws_apigatewayv2_route" "webhook" {
  #checkov:skip=CKV_AWS_309:GitHub cannot authorize by AWS's means; it signs each webhook, and the function refuses what is not signed
  api_id    = aws_apigatewayv2_api.webhooks.id
  route_key = "POST /webhook"
  target    = "integrations/${aws_apigatewayv2_integration.function.id}"
}

resource "aws_apigatewayv2_route" "health" {
  #checkov:skip=CKV_AWS_309:Monitors ask without credentials, and are told versions alone
  api_id    = aws_apigatewayv2_api.webhooks.id
  route_key = "GET /health"
  target    = "integrations/${aws_apigatewayv2_integration.function.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.webhooks.id
  name        = "$default"
  auto_deploy = true

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.api.arn
    format = jsonencode({
      error       = "$context.integrationErrorMessage"
      integration = "$context.integrationLatency"
      ip          = "$context.identity.sourceIp"
      latency     = "$context.responseLatency"
      request     = "$context.requestId"
      route       = "$context.routeKey"
      status      = "$context.status"
      time        = "$context.requestTime"
    })
  }

  default_route_settings {
    detailed_metrics_enabled = true
    throttling_burst_limit   = var.requests_per_second * 2
    throttling_rate_limit    = var.requests_per_second
  }
}

resource "aws_lambda_permission" "api" {
  statement_id  = "AllowTheApi"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.coderipple_orchestrator.function_name
  qualifier     = aws_lambda_alias.live.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.webhooks.execution_arn}/*/*"
}
