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
  const text = value.trim();
  if (text === '') return undefined;
  const form = formOf(text, name);
  if (form !== undefined) return { what: form, isByForm: true };
  const role = saysSomething(name) ? meaningOf(name).role : undefined;
  return role?.isGivenBy(text) ? { what: role.what, isByForm: false } : undefined;
}

/** What a credential looks like that tells itself. */
interface Form {
  /** Texts of which one stands in each credential of the form: nearly no value has any, and then nothing else is asked. */
  readonly marks: readonly string[];
  readonly pattern: RegExp;
  readonly what: string;
  /** True where it is meant to be seen if the name says that the value is public. */
  readonly canBePublic?: true;
}

/**
 * Each expression begins with fixed letters or at the start, and repeats nothing without a bound that something else has to
 * follow: the time grows with the length alone.
 */
export const FORMS: readonly Form[] = [
  {
    marks: ['"private_key"'],
    pattern: /"private_key"\s{0,9}:\s{0,9}"-----BEGIN PRIVATE KEY-----(?:\\n)?[A-Za-z0-9+/=]{20}/,
    what: 'the key of a service account',
  },
  {
    marks: ['ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3Vud', 'eyJ0eXBlIjo'],
    pattern: /^(?:ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3Vud|eyJ0eXBlIjo(?:gInNlcnZpY2VfYWNjb3Vud|ic2VydmljZV9hY2NvdW50))/,
    what: 'the key of a service account',
  },
  {
    marks: ['-----BEGIN '],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[nr]){0,8}(?:[A-Za-z0-9+/=]{20}|Proc-Type:|Version:)/,
    what: 'a private key',
  },
  {
    marks: ['LS0tLS1CRUdJTi'],
    pattern: /^LS0tLS1CRUdJTi(?:BQUklWQVRF|BSU0EgUFJJVkFUR|BFQyBQUklWQVRF|BPUEVOU1NIIFBSSVZ|BFTkNSWVBURUQgUF)/,
    what: 'a private key',
  },
  { marks: ['AKIA', 'ASIA'], pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/, what: 'an access key of AWS' },
  { marks: ['gh', 'github_pat_'], pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22})/, what: 'a token of GitHub' },
  { marks: ['glpat-'], pattern: /\bglpat-[\w-]{20}/, what: 'a token of GitLab' },
  { marks: ['xox'], pattern: /\bxox[abeoprs]-[\w-]{10}/, what: 'a token of Slack' },
  {
    marks: ['hooks.slack.com/'],
    pattern: /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/\w{1,40}\/\w{1,40}\/\w{8}/,
    what: 'the address of a Slack webhook',
  },
  {
    marks: ['.com/api/webhooks/'],
    pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{1,30}\/[\w-]{30}/,
    what: 'the address of a Discord webhook',
  },
  { marks: ['GOCSPX-'], pattern: /\bGOCSPX-[\w-]{20}/, what: 'the secret of an OAuth client' },
  { marks: ['k_live_'], pattern: /\b[rs]k_live_[A-Za-z0-9]{16}/, what: 'a live key of Stripe' },
  { marks: ['whsec_'], pattern: /\bwhsec_[A-Za-z0-9+/=]{24}/, what: 'the secret of a webhook' },
  { marks: ['npm_'], pattern: /\bnpm_[A-Za-z0-9]{36}/, what: 'a token of npm' },
  { marks: ['pypi-AgEI'], pattern: /\bpypi-AgEI[\w-]{30}/, what: 'a token of PyPI' },
  { marks: ['SG.'], pattern: /\bSG\.[\w-]{16,32}\.[\w-]{16}/, what: 'an API key of SendGrid' },
  { marks: ['sk-'], pattern: /\bsk-(?:proj-|ant-|svcacct-|admin-|or-v1-)?[\w-]{32}/, what: 'an API key of a model provider' },
  { marks: ['hf_'], pattern: /\bhf_[A-Za-z0-9]{30}/, what: 'a token of Hugging Face' },
  { marks: ['dop_v1_'], pattern: /\bdop_v1_[a-f0-9]{64}\b/, what: 'a token of DigitalOcean' },
  { marks: ['shp'], pattern: /\bshp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}\b/, what: 'a token of Shopify' },
  { marks: [':'], pattern: /^\d{8,10}:[\w-]{35}$/, what: 'a token of a Telegram bot' },
  { marks: ['AIza'], pattern: /\bAIza[\w-]{35}/, what: 'an API key of Google', canBePublic: true },
  {
    marks: ['eyJ'],
    pattern: /^(?:Bearer )?eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}$/,
    what: 'a JSON Web Token',
    canBePublic: true,
  },
];

/** The shortest of them have so many characters. */
export const LEAST_FORM = 15;

function formOf(text: string, name: string): string | undefined {
  const form = text.length < LEAST_FORM ? undefined : FORMS.find((candidate) => isOfForm(text, candidate, name));
  return form?.what ?? (holdsPassword(text) ? 'an address with a password in it' : undefined);
}

function isOfForm(text: string, { marks, pattern, canBePublic }: Form, name: string): boolean {
  if (!marks.some((mark) => text.includes(mark)) || (canBePublic && meaningOf(name).isMeantToBeSeen)) return false;
  const match = pattern.exec(text)?.[0];
  return match !== undefined && !STAND_IN.test(match);
}

/** `scheme://user:password@host`, but for the hosts of the instance itself. */
const URL_PASSWORD = /:\/\/[^\s:/@?#]{0,100}:([^\s@/?#]{1,200})@(?!localhost\b|127\.0\.0\.1\b|\[::1\])/g;
/** `user:password@tcp(host)`, as Go's drivers have it. */
const DRIVER_PASSWORD = /^[^\s:/@]{1,100}:([^\s@]{1,200})@(?:tcp|unix)\(/g;
/** `Server=…;Password=…`, `host=… password=…`, `?user=…&password=…`. */
const KEYED_PASSWORD = /(?:^|[;\s?&])(?:password|passwd|pwd|accountkey|sharedaccesskey)\s?=\s?([^;\s&]{1,500})/gi;

function holdsPassword(text: string): boolean {
  if (!text.includes('@') && !text.includes('=')) return false;
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

/** Letters of which some stand in each name that says that its value is a credential. */
const TELLING = ['PASS', 'PW', 'K', 'PAT', 'SECRET', 'CREDENTIAL'];

/** False for nearly all names. */
function saysSomething(name: string): boolean {
  const letters = name.toUpperCase();
  return TELLING.some((some) => letters.includes(some));
}

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
  while (words.length > 1 && isSuffix(words.at(-1) as string)) words.pop();
  return words;
}

/** Among them numbers, which are what has no letter. */
function isSuffix(word: string): boolean {
  return SUFFIXES.has(word) || word === word.toLowerCase();
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
  if (endsWithAny(last, 'PASSWORD', 'PASSWD', 'PASSPHRASE')) return password;
  if (words.length > 1 && (last === 'PASS' || last === 'PWD' || last === 'PW')) return password;
  if (last.endsWith('TOKEN') || (words.length > 1 && last === 'PAT')) return key('a token');
  if (last.endsWith('SECRET')) return key('a secret');
  if (endsWithAny(last, 'CREDENTIAL', 'CREDENTIALS')) return key('credentials');
  return endsWithAny(lastTwo, ...KEYS) ? key('a key') : undefined;
}

/** Other keys are those of a map or a sort. */
const KEYS = (
  'APIKEY ACCESSKEY SECRETKEY PRIVATEKEY ENCRYPTIONKEY SIGNINGKEY MASTERKEY AUTHKEY LICENSEKEY ACCOUNTKEY ' +
  'HMACKEY JWTKEY SSHKEY ROLEKEY SUBSCRIPTIONKEY'
).split(' ');

function endsWithAny(word: string, ...ends: readonly string[]): boolean {
  return ends.some((end) => word.endsWith(end));
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
