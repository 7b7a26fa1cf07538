# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# It is not known which account is meant: copied@acme-prod.iam.gserviceaccount.com is of another universe of Google Cloud than project s3ns:acme-prod.
# Each universe has accounts of its own. Name the account of the one that this is deployed to.
#   service.yaml:24:27  Service copied: its account

data "google_project" "s3ns_acme_prod" {
  project_id = "s3ns:acme-prod"
}

# service.yaml:13:27  Service hello: its account
resource "google_service_account" "hello_run_acme_prod_s3ns" {
  project      = "s3ns:acme-prod"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# service.yaml:10:48  Service hello: the annotation run.googleapis.com/cloudsql-instances
resource "google_project_iam_member" "hello_run_acme_prod_s3ns_s3ns_acme_prod_u_france_east1_orders" {
  project = "s3ns:acme-prod"
  role    = "roles/cloudsql.client"
  member  = google_service_account.hello_run_acme_prod_s3ns.member

  condition {
    title      = "Cloud SQL orders"
    expression = "resource.name == \"projects/s3ns:acme-prod/instances/orders\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:13:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod_s3ns" {
  service_account_id = google_service_account.hello_run_acme_prod_s3ns.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}

# service.yaml:11:44  Service hello: the annotation run.googleapis.com/encryption-key
resource "google_kms_crypto_key_iam_member" "cloud_run_agent_s3ns_acme_prod_u_france_east1_run_images" {
  crypto_key_id = "projects/s3ns:acme-prod/locations/u-france-east1/keyRings/run/cryptoKeys/images"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-${data.google_project.s3ns_acme_prod.number}@serverless-robot-prod.s3ns-system.iam.gserviceaccount.com"
}
