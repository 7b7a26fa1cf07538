# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# service.yaml:32:21  Service checkout: the variable STRIPE_KEY of container web
resource "google_secret_manager_secret_iam_member" "checkout_acme_prod_220000000002_db_password" {
  project   = "220000000002"
  secret_id = "db-password"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:27:21  Service checkout: the variable DB_PASSWORD of container web
# service.yaml:47:21  Service checkout: the variable DB_PASSWORD of container proxy
resource "google_secret_manager_secret_iam_member" "checkout_acme_prod_db_password" {
  project   = "acme-prod"
  secret_id = "db-password"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:52:23  Service checkout: the volume tls
resource "google_secret_manager_secret_iam_member" "checkout_acme_prod_tls_certificate" {
  project   = "acme-prod"
  secret_id = "tls-certificate"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:10:48  Service checkout: the annotation run.googleapis.com/cloudsql-instances
resource "google_project_iam_member" "checkout_acme_prod_europe_west1_orders" {
  project = "acme-prod"
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"

  condition {
    title      = "Cloud SQL orders"
    expression = "resource.name == \"projects/acme-prod/instances/orders\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:10:48  Service checkout: the annotation run.googleapis.com/cloudsql-instances
resource "google_project_iam_member" "checkout_acme_prod_example_com_acme_data_europe_west1_stock" {
  project = "example.com:acme-data"
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"

  condition {
    title      = "Cloud SQL stock"
    expression = "resource.name == \"projects/example.com:acme-data/instances/stock\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:63:25  Service checkout: the volume catalogue, read-only
# Inferred: no page says that Cloud Run needs this role.
resource "google_storage_bucket_iam_member" "checkout_acme_prod_acme_catalogue" {
  bucket = "acme-catalogue"
  role   = "roles/storage.objectViewer"
  member = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:57:25  Service checkout: the volume uploads
resource "google_storage_bucket_iam_member" "checkout_acme_prod_acme_prod_uploads" {
  bucket = "acme-prod-uploads"
  role   = "roles/storage.objectUser"
  member = "serviceAccount:checkout@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:15:27  Service checkout: its account
resource "google_service_account_iam_member" "deployer_checkout_acme_prod" {
  service_account_id = "projects/acme-prod/serviceAccounts/checkout@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@acme.example"
}

# service.yaml:18:16  Service checkout: the image of container web
resource "google_artifact_registry_repository_iam_member" "cloud_run_agent_acme_prod_acme_images_europe_apps" {
  project    = "acme-images"
  location   = "europe"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}

# service.yaml:42:16  Service checkout: the image of container proxy
resource "google_artifact_registry_repository_iam_member" "cloud_run_agent_acme_prod_acme_mirror_europe_eu_gcr_io" {
  project    = "acme-mirror"
  location   = "europe"
  repository = "eu.gcr.io"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}

# service.yaml:11:44  Service checkout: the annotation run.googleapis.com/encryption-key
resource "google_kms_crypto_key_iam_member" "cloud_run_agent_acme_prod_acme_keys_europe_west1_run_images" {
  crypto_key_id = "projects/acme-keys/locations/europe-west1/keyRings/run/cryptoKeys/images"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}

# service.yaml:12:48  Service checkout: the annotation run.googleapis.com/network-interfaces
resource "google_compute_subnetwork_iam_member" "cloud_run_agent_acme_prod_acme_net_europe_west1_apps" {
  project    = "acme-net"
  region     = "europe-west1"
  subnetwork = "apps"
  role       = "roles/compute.networkUser"
  member     = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}

# service.yaml:12:48  Service checkout: the annotation run.googleapis.com/network-interfaces
resource "google_project_iam_member" "cloud_run_agent_acme_prod_acme_net_compute_networkviewer" {
  project = "acme-net"
  role    = "roles/compute.networkViewer"
  member  = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}
