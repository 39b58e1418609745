# Only for layers above the 50 MB that Lambda takes directly.
resource "aws_s3_bucket" "artifacts" {
  #checkov:skip=CKV_AWS_18:Its content is in dist/ and in Lambda too; who reads it is told by CloudTrail
  #checkov:skip=CKV_AWS_144:The same: a lost bucket is filled again by the next deployment
  #checkov:skip=CKV2_AWS_62:Nobody waits for what is put there
  count = var.layers_through_s3 ? 1 : 0

  bucket_prefix = "coderipple-artifacts-"
  force_destroy = var.force_destroy
}

resource "aws_s3_bucket_versioning" "artifacts" {
  count = var.layers_through_s3 ? 1 : 0

  bucket = aws_s3_bucket.artifacts[0].id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "artifacts" {
  count = var.layers_through_s3 ? 1 : 0

  bucket = aws_s3_bucket.artifacts[0].id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.coderipple.arn
    }
  }
}

resource "aws_s3_bucket_public_access_block" "artifacts" {
  count = var.layers_through_s3 ? 1 : 0

  bucket                  = aws_s3_bucket.artifacts[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "artifacts" {
  count = var.layers_through_s3 ? 1 : 0

  bucket = aws_s3_bucket.artifacts[0].id
  rule {
    id     = "old-archives"
    status = "Enabled"
    filter {}
    noncurrent_version_expiration {
      noncurrent_days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_object" "dependencies_layer" {
  count = var.layers_through_s3 ? 1 : 0

  bucket      = aws_s3_bucket.artifacts[0].id
  key         = "${var.artifacts.dependencies_layer.sha256}.zip"
  source      = local.archives.dependencies_layer
  source_hash = var.artifacts.dependencies_layer.sha256
}

resource "aws_s3_object" "package_layer" {
  count = var.layers_through_s3 ? 1 : 0

  bucket      = aws_s3_bucket.artifacts[0].id
  key         = "${var.artifacts.package_layer.sha256}.zip"
  source      = local.archives.package_layer
  source_hash = var.artifacts.package_layer.sha256
}
