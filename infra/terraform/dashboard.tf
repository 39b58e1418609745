resource "aws_cloudwatch_dashboard" "coderipple" {
  dashboard_name = var.lambda_function_name
  dashboard_body = jsonencode({
    widgets = [
      for index, each in local.widgets : {
        type   = "metric"
        x      = (index % 2) * 12
        y      = floor(index / 2) * 6
        width  = 12
        height = 6
        properties = {
          title   = each.title
          region  = var.aws_region
          view    = "timeSeries"
          stat    = each.stat
          period  = 300
          metrics = each.metrics
        }
      }
    ]
  })
}

locals {
  function_dimension = ["FunctionName", var.lambda_function_name]

  widgets = [
    {
      title = "Webhooks and answers", stat = "Sum"
      metrics = [
        for metric in ["Count", "4xx", "5xx"] : ["AWS/ApiGateway", metric, "ApiId", aws_apigatewayv2_api.webhooks.id]
      ]
    },
    {
      title = "Invocations, errors, throttles", stat = "Sum"
      metrics = [
        for metric in ["Invocations", "Errors", "Throttles"] : concat(["AWS/Lambda", metric], local.function_dimension)
      ]
    },
    {
      title   = "Duration (95 of 100 are quicker), milliseconds", stat = "p95"
      metrics = [concat(["AWS/Lambda", "Duration"], local.function_dimension)]
    },
    {
      title = "Waiting pushes: age in milliseconds, failed ones", stat = "Maximum"
      metrics = [
        concat(["AWS/Lambda", "AsyncEventAge"], local.function_dimension),
        ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", aws_sqs_queue.lambda_dlq.name],
      ]
    },
    {
      title = "Documents written, sections refused", stat = "Sum"
      metrics = [
        for metric in ["DocumentsWritten", "SectionsRefused", "RunsFailed"] : concat(["CodeRipple", metric], local.function_dimension)
      ]
    },
    {
      title = "Model: tokens, faults; cold starts", stat = "Sum"
      metrics = [
        for metric in ["ModelTokens", "ModelFaults", "ColdStarts"] : concat(["CodeRipple", metric], local.function_dimension)
      ]
    },
  ]
}
