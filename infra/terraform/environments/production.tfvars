# The production deployment: replace what stands in capitals, and name the account, so that no other is ever deployed to.
alarm_emails        = []
allowed_account_ids = []
aws_region          = "eu-central-1"
environment         = "production"
github_repo_name    = "REPO"
github_repo_owner   = "OWNER"
