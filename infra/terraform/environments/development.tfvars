# For trying out: everything goes with `invoke destroy`.
environment       = "development"
force_destroy     = true
github_repo_name  = "REPO"
github_repo_owner = "OWNER"
