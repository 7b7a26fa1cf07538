# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# It is not known what is named by the value of an environment variable, which must not be repeated.
# Write the name out where it is needed, without an anchor or an alias, and ask again.
#   service.yaml:25:25  Service hello: the volume •••

# service.yaml:18:21  Service hello: the variable ••• of the container
resource "google_secret_manager_secret_iam_member" "hello_run_acme_prod_token" {
  project   = "acme-prod"
  secret_id = "token"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:hello-run@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:9:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod" {
  service_account_id = "projects/acme-prod/serviceAccounts/hello-run@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}
