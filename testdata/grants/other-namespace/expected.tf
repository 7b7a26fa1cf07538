# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# service.yaml:10:27  Service hello: its account
resource "google_service_account" "hello_run_acme_test" {
  project      = "acme-test"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# service.yaml:17:21  Service hello: the variable DB_PASSWORD of the container
resource "google_secret_manager_secret_iam_member" "hello_run_acme_test_db_password" {
  project   = "acme-test"
  secret_id = "db-password"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.hello_run_acme_test.member
}

# service.yaml:10:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_test" {
  service_account_id = google_service_account.hello_run_acme_test.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}
