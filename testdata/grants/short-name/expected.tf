# The grants for 2 resources in 2 files, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# It is not known which account is meant: "service-814577087058@serverless-robot-prod.iam.gserviceaccount.com" is a service agent of Google, which nothing can run as.
# Name the right one, and ask again; runlint check says more.
#   elsewhere.yaml:8:27  Service elsewhere: its account

# service.yaml:9:27  Service hello: its account
resource "google_service_account" "hello_run_acme_prod" {
  project      = "acme-prod"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# service.yaml:9:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod" {
  service_account_id = google_service_account.hello_run_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}
