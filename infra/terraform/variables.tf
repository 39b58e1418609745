variable "alarm_emails" {
  description = "Addresses that are told of alarms; each has to confirm. Empty: alarms are seen in CloudWatch alone."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for each in var.alarm_emails : can(regex("^[^@\\s]+@[^@\\s]+$", each))])
    error_message = "alarm_emails must be addresses of mail, such as operator@example.com."
  }
}

variable "allowed_account_ids" {
  description = "AWS accounts that may be deployed to; anything else is an error before anything happens. Empty: any."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for each in var.allowed_account_ids : can(regex("^[0-9]{12}$", each))])
    error_message = "allowed_account_ids must be numbers of 12 digits, in quotes."
  }
}

variable "architecture" {
  description = "Processor that the function runs on; the dependencies layer is built for it."
  type        = string
  default     = "x86_64"

  validation {
    condition     = contains(["x86_64", "arm64"], var.architecture)
    error_message = "architecture must be x86_64 or arm64."
  }
}

variable "artifacts" {
  description = "What is deployed: names of files in dist/ and their sha256 in hexadecimal, as dist/manifest.json has them. The task writes this."
  type = object({
    dependencies_layer = object({ file = string, sha256 = string })
    package_layer      = object({ file = string, sha256 = string })
    function           = object({ file = string, sha256 = string })
  })

  validation {
    condition = alltrue([
      for each in values(var.artifacts) : can(regex("^[0-9A-Za-z._-]+\\.zip$", each.file)) && can(regex("^[0-9a-f]{64}$", each.sha256))
    ])
    error_message = "artifacts must name zip files in dist/, each with its sha256 in hexadecimal."
  }
}

variable "aws_region" {
  description = "AWS region of everything."
  type        = string
  default     = "eu-central-1"

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.aws_region))
    error_message = "aws_region must be the name of a region, such as eu-central-1."
  }
}

variable "bedrock_model" {
  description = "Bedrock model, or inference profile, that phrases the facts. Empty: no model, the facts speak for themselves."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9][A-Za-z0-9.:_-]*)?$", var.bedrock_model))
    error_message = "bedrock_model must be the id of a model or of an inference profile, not an ARN."
  }
}

variable "bedrock_model_ids" {
  description = "Bedrock models that the function may call: bedrock_model, and the models behind it if it is an inference profile."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for each in var.bedrock_model_ids : can(regex("^[A-Za-z0-9][A-Za-z0-9.:_-]*$", each))])
    error_message = "bedrock_model_ids must be ids of models, such as anthropic.claude-3-5-haiku-20241022-v1:0."
  }
}

variable "branch" {
  description = "Branch whose pushes are documented. Empty: the repository's default branch."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^[^\\s~^:?*\\[\\\\]*$", var.branch)) && !startswith(var.branch, "refs/")
    error_message = "branch must be the short name of a branch, such as main."
  }
}

variable "coderipple_min_quality_score" {
  description = "A section that scores less, from 0 to 100, is not published."
  type        = number
  default     = 60

  validation {
    condition     = var.coderipple_min_quality_score >= 0 && var.coderipple_min_quality_score <= 100
    error_message = "coderipple_min_quality_score must be a number from 0 to 100."
  }
}

variable "doc_strategy" {
  description = "Where documents go: github_direct is a commit on the branch, github_pr one pull request."
  type        = string
  default     = "github_direct"

  validation {
    condition     = contains(["github_direct", "github_pr"], var.doc_strategy)
    error_message = "doc_strategy must be github_direct or github_pr."
  }
}

variable "environment" {
  description = "Name of this deployment, such as production; it tags everything."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}$", var.environment))
    error_message = "environment must be 2 to 31 small letters, digits and dashes."
  }
}

variable "force_destroy" {
  description = "Whether `invoke destroy` also takes what protects from mistakes: secrets at once, the bucket with its content, the layers. For trying out."
  type        = bool
  default     = false
}

variable "github_api_url" {
  description = "Base address of GitHub's REST API; of GitHub Enterprise Server https://HOST/api/v3."
  type        = string
  default     = "https://api.github.com"

  validation {
    condition     = can(regex("^(https://|http://127\\.0\\.0\\.1[:/])", var.github_api_url))
    error_message = "github_api_url must begin with https://, since a token goes there."
  }
}

variable "github_login" {
  description = "Login that the function's own commits come from, such as NAME[bot]. Empty: unknown."
  type        = string
  default     = ""

  validation {
    condition     = can(regex("^([A-Za-z0-9-]+(\\[bot\\])?)?$", var.github_login))
    error_message = "github_login must be a login, such as octocat or NAME[bot]."
  }
}

variable "github_repo_name" {
  description = "Name of the repository that is documented, without its owner."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+$", var.github_repo_name))
    error_message = "github_repo_name must be the name alone, without owner and slash."
  }
}

variable "github_repo_owner" {
  description = "Owner of the repository that is documented."
  type        = string

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+$", var.github_repo_owner))
    error_message = "github_repo_owner must be the login of a person or organization."
  }
}

variable "github_report" {
  description = "How findings about a pull request are reported: none, status or check_run (an App alone)."
  type        = string
  default     = "none"

  validation {
    condition     = contains(["none", "status", "check_run"], var.github_report)
    error_message = "github_report must be none, status or check_run."
  }
}

variable "lambda_function_name" {
  description = "Name of the function, and the beginning of the names of what belongs to it."
  type        = string
  default     = "coderipple-orchestrator"

  validation {
    condition     = can(regex("^[A-Za-z0-9_-]{1,48}$", var.lambda_function_name))
    error_message = "lambda_function_name must be at most 48 letters, digits, dashes and underscores."
  }
}

variable "lambda_runtime" {
  description = "Runtime of the function; the layers hold bytecode for this one."
  type        = string
  default     = "python3.13"

  validation {
    condition     = var.lambda_runtime == "python3.13"
    error_message = "lambda_runtime must be python3.13, for which the layers are built and proven."
  }
}

variable "lambda_timeout" {
  description = "Seconds that one push may take; 900 is Lambda's most."
  type        = number
  default     = 900

  validation {
    condition     = var.lambda_timeout >= 30 && var.lambda_timeout <= 900
    error_message = "lambda_timeout must be 30 to 900 seconds."
  }
}

variable "layers_through_s3" {
  description = "Whether layers are uploaded through a bucket, as those above 50 MB must be. The task sets it."
  type        = bool
  default     = false
}

variable "log_level" {
  description = "Lowest level that the function logs."
  type        = string
  default     = "INFO"

  validation {
    condition     = contains(["DEBUG", "INFO", "WARNING", "ERROR"], var.log_level)
    error_message = "log_level must be DEBUG, INFO, WARNING or ERROR."
  }
}

variable "log_retention_days" {
  description = "Days that logs are kept."
  type        = number
  default     = 365

  validation {
    condition     = contains([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "log_retention_days must be one of the numbers that CloudWatch Logs knows, such as 30, 90 or 365."
  }
}

variable "model_tokens_per_day" {
  description = "Tokens of the model within a day from which on an alarm fires."
  type        = number
  default     = 2000000

  validation {
    condition     = var.model_tokens_per_day > 0
    error_message = "model_tokens_per_day must be more than 0."
  }
}

variable "project_name" {
  description = "Name of the project; it tags everything."
  type        = string
  default     = "coderipple"

  validation {
    condition     = can(regex("^[A-Za-z0-9 ._:/=+@-]{1,128}$", var.project_name))
    error_message = "project_name must be 1 to 128 characters that a tag of AWS may have."
  }
}

variable "requests_per_second" {
  description = "Webhooks a second that the API lets through; what is above is answered 429, and GitHub shows it."
  type        = number
  default     = 10

  validation {
    condition     = var.requests_per_second >= 1 && var.requests_per_second <= 1000
    error_message = "requests_per_second must be 1 to 1000."
  }
}

variable "reserved_concurrency" {
  description = "Invocations that may run at once; -1 leaves it to the account. Acknowledging and working share it."
  type        = number
  default     = -1

  validation {
    condition     = var.reserved_concurrency == -1 || var.reserved_concurrency >= 2
    error_message = "reserved_concurrency must be -1 or at least 2: one that answers while one works."
  }
}
