import { findPlaceholder } from '../manifest/placeholder.ts';
import { rememberedText } from '../text/remembered.ts';

/** Why a value is taken for a credential. It never holds a part of the value. */
export interface Credential {
  /** What it is: `a private key`, `a password`. */
  readonly what: string;
  /** True where the value itself has the form of one; else only its name says so. */
  readonly isByForm: boolean;
}

/** What the value of a variable is, if it gives access to something; undefined for any other, and where it is to be filled in. */
export function findCredential(name: string, value: string): Credential | undefined {
  const { isMeantToBeSeen, role } = meaningOf(name);
  const form = formOf(value.trim(), isMeantToBeSeen);
  if (form !== undefined) return { what: form, isByForm: true };
  return role?.isGivenBy(value.trim()) ? { what: role.what, isByForm: false } : undefined;
}

/**
 * Credentials that tell themselves. Each expression begins with fixed letters or at the start, and repeats nothing without
 * a bound that something else has to follow: the time grows with the length alone.
 */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/"private_key"\s{0,9}:\s{0,9}"-----BEGIN PRIVATE KEY-----(?:\\n)?[A-Za-z0-9+/=]{20}/, 'the key of a service account'],
  [
    /^(?:ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3Vud|eyJ0eXBlIjo(?:gInNlcnZpY2VfYWNjb3Vud|ic2VydmljZV9hY2NvdW50))/,
    'the key of a service account',
  ],
  [
    /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]){0,8}(?:[A-Za-z0-9+/=]{20}|Proc-Type:|Version:)/,
    'a private key',
  ],
  [/^LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZ|BFTkNSWVBURUQgUF)/, 'a private key'],
  [/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/, 'an access key of AWS'],
  [/\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22})/, 'a token of GitHub'],
  [/\bglpat-[\w-]{20}/, 'a token of GitLab'],
  [/\bxox[abeoprs]-[\w-]{10}/, 'a token of Slack'],
  [/\bhooks\.slack\.com\/(?:services|workflows|triggers)\/\w{1,40}\/\w{1,40}\/\w{8}/, 'the address of a Slack webhook'],
  [/\bdiscord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/[\w-]{30}/, 'the address of a Discord webhook'],
  [/\bGOCSPX-[\w-]{20}/, 'the secret of an OAuth client'],
  [/\b[rs]k_live_[A-Za-z0-9]{16}/, 'a live key of Stripe'],
  [/\bwhsec_[A-Za-z0-9+/=]{24}/, 'the secret of a webhook'],
  [/\bnpm_[A-Za-z0-9]{36}/, 'a token of npm'],
  [/\bpypi-AgEI[\w-]{30}/, 'a token of PyPI'],
  [/\bSG\.[\w-]{16,32}\.[\w-]{16}/, 'an API key of SendGrid'],
  [/\bsk-(?:proj-|ant-|svcacct-|admin-|or-v1-)?[\w-]{32}/, 'an API key of a model provider'],
  [/\bhf_[A-Za-z0-9]{30}/, 'a token of Hugging Face'],
  [/\bdop_v1_[a-f0-9]{64}\b/, 'a token of DigitalOcean'],
  [/\bshp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}\b/, 'a token of Shopify'],
  [/^\d{8,10}:[\w-]{35}$/, 'a token of a Telegram bot'],
];

/** Forms that are meant to be seen where the name says that the value is public. */
const PUBLIC_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bAIza[\w-]{35}/, 'an API key of Google'],
  [/^(?:Bearer )?eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}$/, 'a JSON Web Token'],
];

const ALL_FORMS = [...FORMS, ...PUBLIC_FORMS];

/** One search for all of them: nearly no value is any. */
const ANY_FORM = new RegExp(ALL_FORMS.map(([form]) => form.source).join('|'));

function formOf(text: string, isMeantToBeSeen: boolean): string | undefined {
  const forms = ANY_FORM.test(text) ? (isMeantToBeSeen ? FORMS : ALL_FORMS) : [];
  const found = forms.find(([form]) => {
    const match = form.exec(text)?.[0];
    return match !== undefined && !STAND_IN.test(match);
  });
  return found?.[1] ?? (holdsPassword(text) ? 'an address with a password in it' : undefined);
}

/** `scheme://user:password@host`, but for the hosts of the instance itself. */
const URL_PASSWORD = /:\/\/[^\s:/@?#]{0,100}:([^\s@/?#]{1,200})@(?!localhost\b|127\.0\.0\.1\b|\[::1\])/g;
/** `user:password@tcp(host)`, as Go's drivers have it. */
const DRIVER_PASSWORD = /^[^\s:/@]{1,100}:([^\s@]{1,200})@(?:tcp|unix)\(/g;
/** `Server=…;Password=…`, `host=… password=…`, `?user=…&password=…`. */
const KEYED_PASSWORD = /(?:^|[;\s?&])(?:password|passwd|pwd|accountkey|sharedaccesskey)\s?=\s?([^;\s&]{1,500})/gi;

function holdsPassword(text: string): boolean {
  if (!/[@=]/.test(text)) return false;
  return [URL_PASSWORD, DRIVER_PASSWORD, KEYED_PASSWORD].some((pattern) =>
    Array.from(text.matchAll(pattern)).some(([, password = '']) => !isStandIn(password) && !isNameOfOne(password)),
  );
}

/** `password` in an address, or `DB_PASSWORD`: the place of one, as examples have it. */
function isNameOfOne(text: string): boolean {
  return /^(?:(?:db|database|user|my)?[-_]?(?:password|passwd|pass|pwd|secret|key|token))$/i.test(text);
}

/** What a name says that its value is, and which values can be that. */
interface Role {
  readonly what: string;
  isGivenBy(value: string): boolean;
}

/** Words at the end of a name that say which of several it is, or how it is written. */
const SUFFIXES = new Set(
  'PROD PRODUCTION STAGING STAGE DEV DEVELOPMENT TEST LIVE PRIMARY SECONDARY CURRENT OLD NEW VALUE BASE64 B64 JSON V1 V2'.split(
    ' ',
  ),
);

/** Prefixes under which frameworks hand a variable to every browser, and words for keys that everybody may have. */
const PUBLIC_WORDS = new Set('PUBLIC PUBLISHABLE ANON VITE GATSBY'.split(' '));
const PUBLIC_PAIRS = new Set(['REACT_APP', 'VUE_APP', 'NG_APP']);

/** What the name of a variable says of its value; the same names stand in many manifests. */
const meaningOf = rememberedText((name) => {
  const words = wordsOf(name);
  const isMeantToBeSeen = isPublic(words);
  return { isMeantToBeSeen, role: isMeantToBeSeen ? undefined : roleOf(words) };
});

/** `DB_PASSWORD`, `dbPassword` and `db-password` are the same words. */
function wordsOf(name: string): string[] {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  while (words.length > 1 && (SUFFIXES.has(words.at(-1) as string) || /^\d+$/.test(words.at(-1) as string))) words.pop();
  return words;
}

/** No password is; and an API key of Firebase names a project, and opens nothing. */
function isPublic(words: readonly string[]): boolean {
  if (words.at(-1) === 'PASSWORD' || words.at(-1) === 'SECRET') return false;
  const isFirebaseKey = words.includes('FIREBASE') && words.slice(-2).join('_') === 'API_KEY';
  return isFirebaseKey || words.some((word) => PUBLIC_WORDS.has(word)) || PUBLIC_PAIRS.has(words.slice(0, 2).join('_'));
}

/** By its last words: `PASSWORD_FILE` is a file and `TOKEN_URL` an address; `MAX_TOKENS` and `SECRETS` are many. */
function roleOf(words: readonly string[]): Role | undefined {
  const last = words.at(-1) ?? '';
  const lastTwo = words.slice(-2).join('');
  if (/(?:PASSWORD|PASSWD|PASSPHRASE)$/.test(last)) return password;
  if (words.length > 1 && /^(?:PASS|PWD|PW)$/.test(last)) return password;
  if (/TOKEN$/.test(last) || (words.length > 1 && last === 'PAT')) return key('a token');
  if (/SECRET$/.test(last)) return key('a secret');
  if (/CREDENTIALS?$/.test(last)) return key('credentials');
  const isKey = /(?:API|ACCESS|SECRET|PRIVATE|ENCRYPTION|SIGNING|MASTER|AUTH|LICENSE|ACCOUNT|HMAC|JWT|SSH|ROLE|SUBSCRIPTION)KEY$/;
  return isKey.test(lastTwo) ? key('a key') : undefined;
}

const password: Role = {
  what: 'a password',
  isGivenBy: (value) => value.length >= 3 && !isStandIn(value) && !isElsewhere(value),
};

/** Words, which are the name of one; `pk` begins keys that are meant to be seen, as those of Stripe and Mapbox. */
const NOT_A_KEY = /^(?:[a-z]+(?:[-_., :][a-z]+)*$|pk[._])/;

/** Tokens, secrets and keys are long. */
function key(what: string): Role {
  return {
    what,
    isGivenBy: (value) => value.length >= 8 && !isStandIn(value) && !isElsewhere(value) && !NOT_A_KEY.test(value),
  };
}

const NO_VALUE =
  /^(?:x+|\*+|\.+|-+|none|null|nil|n\/?a|undefined|unset|unused|empty|default|auto|required|optional|disabled?|enabled?|true|false|yes|no|on|off)$/i;
const STAND_IN =
  /change|replace|your|example|dummy|placeholder|redacted|sanitized|sanitised|masked|to-?do|fix-?me|insert|xxxx|\*{4}|\.{3}|<|secret-?manager/i;
/** `5`, `300s`, `0.002`: an amount. */
const AMOUNT = /^[+-]?\d{0,5}(?:\.\d{1,20})?[a-z%]{0,2}$/i;

/** True for what stands there until there is a value, or says that there is none. */
function isStandIn(text: string): boolean {
  return NO_VALUE.test(text) || AMOUNT.test(text) || STAND_IN.test(text) || findPlaceholder(text) !== undefined;
}

/** True for what says where a credential is: a path, an address, the name of a secret with its version or without. */
function isElsewhere(text: string): boolean {
  const isPath =
    /^(?:~|\.{1,2})?\/[\w.@-]+(?:\/[\w.@-]*)*$/.test(text) || /^[\w.-]+\.(?:json|pem|key|txt|ya?ml|p12|env)$/i.test(text);
  const isAddress = /^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text) || /^(?:arn|vault|env|file|ref):/i.test(text);
  const isResource = /^(?:\/\/[\w.-]+\/)?projects\//.test(text) || /^[\w-]+:(?:latest|\d{1,6})$/.test(text);
  return isPath || isAddress || isResource || isNameOfSecret(text);
}

/** `db-password`, `github_token_2`: words with one among them that secrets are called by. */
function isNameOfSecret(text: string): boolean {
  const parts = text.toLowerCase().split(/[-_]/);
  return parts.length > 1 && parts.length < 10 && parts.every(isShort) && parts.some((part) => SECRET_WORDS.has(part));
}

function isShort(part: string): boolean {
  return /^[a-z0-9]{1,20}$/.test(part);
}

const SECRET_WORDS = new Set(
  'password passwd pass pwd secret secrets token key keys apikey credential credentials creds'.split(' '),
);
