import { accountOf } from '../manifest/account.ts';
import { isUsableEmail } from '../manifest/account-email.ts';
import { type Resource, serviceAccountNameOf } from '../manifest/resource.ts';

/** What to do so that a variable gets its value from Secret Manager, step by step. */
export function secretRemedy(resource: Resource, variable: string): string {
  const secret = secretNameFor(variable);
  return `Whoever can read this file, its history or the revision can read it. Change it where it is used, since the history keeps the old one, and put the new one into Secret Manager:
1. gcloud secrets create ${secret} --data-file=- (paste it and press Ctrl-D twice, not Enter, which would become a part of it)
2. gcloud secrets add-iam-policy-binding ${secret} --member=serviceAccount:${memberOf(resource)} --role=roles/secretmanager.secretAccessor
3. here, in the place of value: valueFrom: {secretKeyRef: {name: ${secret}, key: '1'}}`;
}

/** A name that Secret Manager takes: `DB_PASSWORD` becomes `db-password`. */
function secretNameFor(variable: string): string {
  const words = variable.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 100) || 'SECRET';
}

function memberOf(resource: Resource): string {
  const account = accountOf(resource);
  return account && isUsableEmail(account) ? (serviceAccountNameOf(resource) as string) : 'ACCOUNT';
}
