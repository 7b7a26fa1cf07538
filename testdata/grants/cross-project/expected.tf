# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# In project acme-data the organization policy iam.disableCrossProjectServiceAccountUsage must not be enforced; where nobody has changed it, it is.
# Once it is off, accounts of acme-data can be attached to resources of other projects, and Google puts a lien on acme-data: it cannot be deleted while the lien is there.
# That is a decision about the whole project: it is left to whoever owns it, and so is the creation of its accounts.
#   gcloud resource-manager org-policies disable-enforce iam.disableCrossProjectServiceAccountUsage --project=acme-data
# Recommended with it, so that only somebody with a right on the organization can lift that lien:
#   gcloud resource-manager org-policies enable-enforce iam.restrictCrossProjectServiceAccountLienRemoval --project=acme-data
#   service.yaml:10:27  Service report: its account, of another project

variable "deployer" {
  description = "Who deploys, as a member of an IAM policy: user:ann@example.com"
  type        = string

  validation {
    condition     = can(regex("^(user|serviceAccount|group):[^@]+@[^@]+$", var.deployer))
    error_message = "The deployer is user:EMAIL, serviceAccount:EMAIL or group:EMAIL."
  }
}

# service.yaml:17:21  Service report: the variable KEY of the container
resource "google_secret_manager_secret_iam_member" "reader_acme_data_acme_prod_report_key" {
  project   = "acme-prod"
  secret_id = "report-key"
  role      = "roles/secretmanager.secretAccessor"
  member    = "serviceAccount:reader@acme-data.iam.gserviceaccount.com"
}

# service.yaml:10:27  Service report: its account
resource "google_service_account_iam_member" "deployer_reader_acme_data" {
  service_account_id = "projects/acme-data/serviceAccounts/reader@acme-data.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountUser"
  member             = var.deployer
}

# service.yaml:10:27  Service report: its account, of another project
resource "google_service_account_iam_member" "cloud_run_agent_acme_prod_reader_acme_data" {
  service_account_id = "projects/acme-data/serviceAccounts/reader@acme-data.iam.gserviceaccount.com"
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = "serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com"
}
