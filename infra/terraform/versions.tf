terraform {
  # The lock in the bucket itself (`use_lockfile`), without a table, came with 1.10.
  required_version = ">= 1.11.4, < 2.0.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

# Real AWS or an emulator is chosen by the environment alone (AWS_ENDPOINT_URL, keys, region): nothing here says which.
provider "aws" {
  region              = var.aws_region
  allowed_account_ids = length(var.allowed_account_ids) > 0 ? var.allowed_account_ids : null

  default_tags {
    tags = {
      Environment = var.environment
      Project     = var.project_name
    }
  }
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # Named without a resource, so that the role can be allowed exactly this function before it exists.
  function_arn = "arn:${local.partition}:lambda:${var.aws_region}:${local.account_id}:function:${var.lambda_function_name}"
  alias_name   = "live"

  # Named here, so that the key can be allowed exactly these before they exist.
  log_group_name     = "/aws/lambda/${var.lambda_function_name}"
  api_log_group_name = "/aws/apigateway/${var.lambda_function_name}"
}
