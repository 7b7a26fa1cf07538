import { parseServiceAccount } from '../manifest/service-account.ts';

/** Members of an IAM policy that deploy. */
const MEMBER = /^(user|serviceAccount|group):([^\s@:]+@[^\s@]+\.[^\s@]+)$/;

/** What speaks against taking a text for whoever deploys, and what may have been meant; undefined where nothing does. */
export function findDeployerProblem(text: string): { readonly problem: string; readonly meant?: string } | undefined {
  const [, type, email = ''] = MEMBER.exec(text) ?? [];
  if (type === undefined) {
    const isEmail = MEMBER.test(`user:${text}`);
    const meant = `${text.endsWith('.gserviceaccount.com') ? 'serviceAccount' : 'user'}:${text}`;
    return { problem: 'is not user:EMAIL, serviceAccount:EMAIL or group:EMAIL', ...(isEmail && { meant }) };
  }
  const account = parseServiceAccount(email);
  const isOfAccount = account.type !== 'malformed' && account.type !== 'placeholder';
  if (account.type === 'placeholder') return { problem: `holds the placeholder ${account.placeholder}` };
  if (type === 'serviceAccount' && account.type === 'malformed')
    return { problem: `names an account that ${account.defect.problem}` };
  return type !== 'serviceAccount' && isOfAccount
    ? { problem: 'names a service account as if it was none', meant: `serviceAccount:${email}` }
    : undefined;
}
