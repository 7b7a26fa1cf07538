import { ENVIRONMENT_WORDS } from '../cloud-run/environment-words.ts';

/** Texts that nearly all manifests have at some places, and no rule has anything to say of. They need not be all that are right. */

export const ORDINARY_CPU = /^[12](?:000m)?$/;
export const ORDINARY_MEMORY = /^(?:512Mi|[12]Gi)$/;
export const ORDINARY_IMAGE = /^[a-z0-9.-]+\.[a-z]+(?:\/[a-z0-9._-]+)+(?:@sha256:[0-9a-f]{64}|:v?\d[\w.-]*)$/;
export const ORDINARY_LABEL = /^(?:[a-z][a-z0-9_-]{0,62}|cloud\.googleapis\.com\/location)$/;
export const ORDINARY_LABEL_VALUE = /^[a-z0-9_-]{0,63}$/;
export const ORDINARY_MIN_SCALE = /^[01]$/;

/** The name that gcloud gives to a secret of another project is longer. */
export const ORDINARY_NAME_LENGTH = 36;

/** True for a variable with a value that is no credential. */
export function isOpenVariable(name: string, value: string): boolean {
  return OPEN_NAME.test(name) && !TELLING_NAME.test(name) && !isTelling(value);
}

const OPEN_NAME = /^\w+$/;

/** Letters of which some stand in each name that says that its value is a credential. */
const TELLING_NAME = /PASS|PW|K|PAT|SECRET|CREDENTIAL/i;

/** A credential that tells itself is longer than most values, or it is a part of an address. */
function isTelling(text: string): boolean {
  return text.includes('@') || text.includes('=') || (text.length >= LEAST_CREDENTIAL && CREDENTIAL_MARK.test(text));
}

const LEAST_CREDENTIAL = 15;

/** One of these stands in each credential that tells itself. */
export const CREDENTIAL_MARK =
  /\d:|private_key|-----BEGIN|LS0tLS1CRUdJTi|ewogICJ0eXBl|eyJ|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|hooks\.slack|webhooks|GOCSPX-|k_live_|whsec_|npm_|pypi-|SG\.|sk-|hf_|dop_v1_|shp(?:at|ss|ca|pa)_|AIza/;

/** False where a path and an account could name two environments; `non-` and `pre-` can make one that is not there as it is written. */
export function isOfOneEnvironment(path: string, account: string): boolean {
  const text = `${path} ${account}`.toLowerCase();
  const named = Object.values(ENVIRONMENT_WORDS).filter((words) => words.some((word) => text.includes(word)));
  return named.length < 2 && !text.includes('non') && !text.includes('pre');
}
