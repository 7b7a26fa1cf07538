# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# It is not known what is named by the value of an environment variable, which must not be repeated.
# Write the name out where it is needed, without an anchor or an alias, and ask again.
#   service.yaml:25:25  Service hello: the volume •••

# service.yaml:9:27  Service hello: its account
resource "google_service_account" "hello_run_acme_prod" {
  project      = "acme-prod"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# service.yaml:32:36  Service •••: its account
resource "google_service_account" "other_run_acme_prod" {
  project      = "acme-prod"
  account_id   = "other-run"
  display_name = "Service •••"
}

# service.yaml:18:21  Service hello: the variable ••• of the container
resource "google_secret_manager_secret_iam_member" "hello_run_acme_prod_token" {
  project   = "acme-prod"
  secret_id = "token"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.hello_run_acme_prod.member
}

# service.yaml:9:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod" {
  service_account_id = google_service_account.hello_run_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}

# service.yaml:32:36  Service •••: its account
resource "google_service_account_iam_member" "deployer_other_run_acme_prod" {
  service_account_id = google_service_account.other_run_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}
