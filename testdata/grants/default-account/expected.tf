# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# It is not known who is to get what Service hello uses: without an account it runs as the default account of Compute Engine, which others share.
# Give it one of its own first:
# runlint set-service-account hello-run@acme-prod.iam.gserviceaccount.com --only Service/hello service.yaml
#   service.yaml:8:5  Service hello: it names no account
#   service.yaml:15:21  Service hello: the variable TOKEN of the container needs roles/secretmanager.secretAccessor

# service.yaml:32:21  Service named: the variable TOKEN of the container
resource "google_secret_manager_secret_iam_member" "_814577087058_compute_developer_acme_prod_token" {
  project   = "acme-prod"
  secret_id = "token"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:814577087058-compute@developer.gserviceaccount.com"
}

# service.yaml:25:27  Service named: its account
resource "google_service_account_iam_member" "deployer__814577087058_compute_developer" {
  service_account_id = "projects/acme-prod/serviceAccounts/814577087058-compute@developer.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}
