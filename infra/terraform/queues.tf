# What failed for good: the pointer to the push, with the error in the message's attributes. `invoke redrive` works it off.
resource "aws_sqs_queue" "lambda_dlq" {
  name                       = "${var.lambda_function_name}-failed"
  kms_master_key_id          = aws_kms_key.coderipple.arn
  message_retention_seconds  = 1209600 # 14 days, the most
  visibility_timeout_seconds = 60
}
