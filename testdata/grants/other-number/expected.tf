# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# service.yaml:9:27  Service hello: its account
resource "google_service_account" "hello_run_acme_prod" {
  project      = "acme-prod"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# service.yaml:16:21  Service hello: the variable DB_PASSWORD of the container
resource "google_secret_manager_secret_iam_member" "hello_run_acme_prod_db_password" {
  project   = "acme-prod"
  secret_id = "db-password"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.hello_run_acme_prod.member
}

# service.yaml:9:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod" {
  service_account_id = google_service_account.hello_run_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}

# service.yaml:11:16  Service hello: the image of the container
resource "google_artifact_registry_repository_iam_member" "cloud_run_agent_acme_prod_acme_test_europe_apps" {
  project    = "acme-test"
  location   = "europe"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}
