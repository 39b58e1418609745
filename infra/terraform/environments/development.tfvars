# For trying out: everything goes with `invoke destroy`.
environment       = "development"
github_repo_name  = "REPO"
github_repo_owner = "OWNER"
force_destroy     = true
