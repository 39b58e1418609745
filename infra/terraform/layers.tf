# A layer's version is made anew when the bytes of its archive differ, and for nothing else. The old one stays, because
# older versions of the function need it; `invoke deploy` removes those that nothing names any more.

resource "aws_lambda_layer_version" "coderipple_dependencies" {
  layer_name               = "${var.lambda_function_name}-dependencies-${replace(var.architecture, "_", "-")}"
  description              = substr(var.artifacts.dependencies_layer.sha256, 0, 16)
  compatible_architectures = [var.architecture]
  compatible_runtimes      = [var.lambda_runtime]
  filename                 = var.layers_through_s3 ? null : local.archives.dependencies_layer
  s3_bucket                = one(aws_s3_object.dependencies_layer[*].bucket)
  s3_key                   = one(aws_s3_object.dependencies_layer[*].key)
  source_code_hash         = local.archive_hashes.dependencies_layer
  skip_destroy             = !var.force_destroy

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = filesha256(local.archives.dependencies_layer) == var.artifacts.dependencies_layer.sha256
      error_message = "dist/${var.artifacts.dependencies_layer.file} is not the archive that dist/manifest.json describes; build again."
    }
  }
}

resource "aws_lambda_layer_version" "coderipple_package" {
  layer_name          = "${var.lambda_function_name}-package"
  description         = substr(var.artifacts.package_layer.sha256, 0, 16)
  compatible_runtimes = [var.lambda_runtime]
  filename            = var.layers_through_s3 ? null : local.archives.package_layer
  s3_bucket           = one(aws_s3_object.package_layer[*].bucket)
  s3_key              = one(aws_s3_object.package_layer[*].key)
  source_code_hash    = local.archive_hashes.package_layer
  skip_destroy        = !var.force_destroy

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = filesha256(local.archives.package_layer) == var.artifacts.package_layer.sha256
      error_message = "dist/${var.artifacts.package_layer.file} is not the archive that dist/manifest.json describes; build again."
    }
  }
}

locals {
  # Relative to this module, so that two clones name the same file: a layer's file name is part of what it is.
  archives       = { for name, each in var.artifacts : name => "${path.module}/../../dist/${each.file}" }
  archive_hashes = { for name, path in local.archives : name => filebase64sha256(path) }
}
