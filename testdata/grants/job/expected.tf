# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# service.yaml:22:25  Job nightly: the variable API_TOKEN of the container
resource "google_secret_manager_secret_iam_member" "nightly_acme_prod_api_token" {
  project   = "acme-prod"
  secret_id = "api-token"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:nightly@acme-prod.iam.gserviceaccount.com"
}

# service.yaml:10:48  Job nightly: the annotation run.googleapis.com/cloudsql-instances
resource "google_project_iam_member" "nightly_acme_prod_europe_west1_orders" {
  project = "acme-prod"
  role    = "roles/cloudsql.client"
  member  = "serviceAccount:nightly@acme-prod.iam.gserviceaccount.com"

  condition {
    title      = "Cloud SQL orders"
    expression = "resource.name == \"projects/acme-prod/instances/orders\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:15:31  Job nightly: its account
resource "google_service_account_iam_member" "deployer_nightly_acme_prod" {
  service_account_id = "projects/acme-prod/serviceAccounts/nightly@acme-prod.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = "serviceAccount:deployer@acme-ci.iam.gserviceaccount.com"
}

# service.yaml:11:50  Job nightly: the annotation run.googleapis.com/vpc-access-connector
resource "google_project_iam_member" "cloud_run_agent_acme_prod_acme_net_vpcaccess_user" {
  project = "acme-net"
  role    = "roles/vpcaccess.user"
  member  = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}
