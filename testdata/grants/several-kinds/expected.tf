# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# service.yaml:17:24  WorkerPool consumer: the volume database
resource "google_project_iam_member" "consumer_acme_prod_us_central1_orders" {
  project = "acme-prod"
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:consumer@acme-prod.iam.gserviceaccount.com"

  condition {
    title      = "Cloud SQL orders"
    expression = "resource.name == \"projects/acme-prod/instances/orders\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:17:24  WorkerPool consumer: the volume database
resource "google_project_iam_member" "consumer_acme_prod_us_central1_stock" {
  project = "acme-prod"
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:consumer@acme-prod.iam.gserviceaccount.com"

  condition {
    title      = "Cloud SQL stock"
    expression = "resource.name == \"projects/acme-prod/instances/stock\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:26:23  Instance agent: its account
resource "google_service_account_iam_member" "deployer_agent_run_acme_prod" {
  service_account_id = "projects/acme-prod/serviceAccounts/agent-run@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "group:deployers@acme.example"
}

# service.yaml:9:27  WorkerPool consumer: its account
resource "google_service_account_iam_member" "deployer_consumer_acme_prod" {
  service_account_id = "projects/acme-prod/serviceAccounts/consumer@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "group:deployers@acme.example"
}

# service.yaml:24:40  Instance agent: the annotation run.googleapis.com/encryption-key
resource "google_kms_crypto_key_iam_member" "cloud_run_agent_acme_prod_us_central1_run_instances" {
  crypto_key_id = "projects/acme-prod/locations/us-central1/keyRings/run/cryptoKeys/instances"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}
