# The production deployment: replace what stands in capitals.
environment         = "production"
github_repo_name    = "REPO"
github_repo_owner   = "OWNER"
alarm_emails        = []
allowed_account_ids = []
aws_region          = "eu-central-1"
