# The grants for 2 resources in 2 files, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# job.yaml:10:31  Job reporter: its account
# service.yaml:9:27  Service web: its account
resource "google_service_account" "shop_run_acme_prod" {
  project      = "acme-prod"
  account_id   = "shop-run"
  display_name = "Job reporter and 1 more"
}

# job.yaml:17:25  Job reporter: the variable TOKEN of the container
# service.yaml:16:21  Service web: the variable TOKEN of the container
resource "google_secret_manager_secret_iam_member" "shop_run_acme_prod_token" {
  project   = "acme-prod"
  secret_id = "token"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.shop_run_acme_prod.member
}

# job.yaml:24:29  Job reporter: the volume reports
# service.yaml:24:25  Service web: the volume reports, read-only
resource "google_storage_bucket_iam_member" "shop_run_acme_prod_acme_reports" {
  bucket = "acme-reports"
  role   = "roles/storage.objectUser"
  member = google_service_account.shop_run_acme_prod.member
}

# job.yaml:10:31  Job reporter: its account
# service.yaml:9:27  Service web: its account
resource "google_service_account_iam_member" "deployer_shop_run_acme_prod" {
  service_account_id = google_service_account.shop_run_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}
