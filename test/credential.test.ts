import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import rule from '../rules/environment-value-not-secret.ts';
import { checkFile } from '../src/check.ts';
import { FORMS, findCredential, LEAST_FORM } from '../src/cloud-run/credential.ts';
import { rulesetOf } from '../src/lint/ruleset.ts';
import { sourceFileOfText } from '../src/text/source-file.ts';

/** What only looks like a credential is put together here, so that no scanner takes this file for a leak. */
const letters = (count: number) => 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0z'.repeat(9).slice(0, count);
const hex = (count: number) => '0123456789abcdef'.repeat(9).slice(0, count);
const RANDOM = letters(24);

describe('values that tell themselves', () => {
  it.each([
    ['a private key', `-----BEGIN ${'PRIVATE KEY'}-----\n${letters(60)}\n-----END PRIVATE KEY-----`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE KEY'}-----\\n${letters(60)}`],
    ['a private key', `-----BEGIN PGP ${'PRIVATE KEY'} BLOCK-----\n\n${letters(60)}`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE KEY'}-----\nProc-Type: 4,ENCRYPTED`],
    ['a private key', btoa(`-----BEGIN ${'PRIVATE KEY'}-----\n${letters(60)}`)],
    ['a private key', btoa(`-----BEGIN EC ${'PRIVATE KEY'}-----\n${letters(60)}`)],
    [
      'the key of a service account',
      `{"type": "service_account", "private_key": "-----BEGIN ${'PRIVATE KEY'}-----\\n${letters(60)}"}`,
    ],
    ['the key of a service account', btoa(`{"type":"service_account","private_key":"${letters(60)}"}`)],
    ['the key of a service account', btoa(`{\n  "type": "service_account",\n  "private_key": "${letters(60)}"}`)],
    ['an access key of AWS', `AKIA${'Q3EGIJ5HVZ7XW2KD'}`],
    ['a token of GitHub', `ghp_${letters(36)}`],
    ['a token of GitHub', `Bearer ghs_${letters(36)}`],
    ['a token of GitHub', `github_pat_${letters(22)}_${letters(59)}`],
    ['a token of GitLab', `glpat-${letters(20)}`],
    ['a token of Slack', `xoxb-${'1'.repeat(12)}-${letters(24)}`],
    ['the address of a Slack webhook', `https://hooks.slack.com/${'services'}/T0000000/B0000000/${letters(24)}`],
    ['the address of a Discord webhook', `https://discord.com/api/${'webhooks'}/123456789/${letters(60)}`],
    ['the secret of an OAuth client', `GOCSPX-${letters(28)}`],
    ['a live key of Stripe', `sk_live_${letters(24)}`],
    ['the secret of a webhook', `whsec_${letters(32)}`],
    ['a token of npm', `npm_${letters(36)}`],
    ['a token of PyPI', `pypi-AgEI${letters(60)}`],
    ['an API key of SendGrid', `SG.${letters(22)}.${letters(43)}`],
    ['an API key of a model provider', `sk-${letters(48)}`],
    ['an API key of a model provider', `sk-ant-api03-${letters(90)}`],
    ['a token of Hugging Face', `hf_${letters(34)}`],
    ['a token of DigitalOcean', `dop_v1_${hex(64)}`],
    ['a token of Shopify', `shpat_${hex(32)}`],
    ['a token of a Telegram bot', `123456789:${letters(35)}`],
    ['an API key of Google', `AIza${letters(35)}`],
    ['a JSON Web Token', `eyJ${letters(20)}.eyJ${letters(40)}.${letters(43)}`],
    ['an address with a password in it', 'postgres://web:hunter2@10.0.0.5:5432/shop'],
    ['an address with a password in it', 'redis://:hunter2@cache.internal:6379'],
    ['an address with a password in it', 'postgresql+asyncpg://web:p%40ss@/shop?host=/cloudsql/acme-prod:europe-west1:shop'],
    ['an address with a password in it', 'web:hunter2@tcp(10.0.0.5:3306)/shop'],
    ['an address with a password in it', 'Server=10.0.0.5;User Id=web;Password=hunter2;'],
    ['an address with a password in it', 'host=10.0.0.5 user=web password=hunter2'],
    ['an address with a password in it', 'jdbc:postgresql:///shop?user=web&password=hunter2'],
  ])('%s', (what, value) => {
    expect(findCredential('VALUE', value)).toEqual({ what, isByForm: true });
    expect(findCredential('VALUE', `${value}\n`)).toEqual({ what, isByForm: true });
  });

  it.each([
    'postgres://10.0.0.5:5432/shop',
    'postgres://web@10.0.0.5/shop',
    'postgres://web:${PASSWORD}@10.0.0.5/shop',
    'postgres://$(DB_USER):$(DB_PASSWORD)@10.0.0.5/shop',
    'postgres://user:password@host:5432/shop',
    'postgres://USER:PASSWORD@HOST/shop',
    'postgres://web:<password>@10.0.0.5/shop',
    'amqp://guest:guest@localhost:5672',
    'redis://:hunter2@127.0.0.1:6379',
    'https://0123456789abcdef@o1.ingest.sentry.io/2',
    'https://example.com/a:b@c',
    'Server=10.0.0.5;Password=${PASSWORD}',
    'https://shop.acme.dev/reset?password=true',
    'acme-prod:europe-west1:shop',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----',
    `sk_test_${letters(24)}`,
    `-----BEGIN ${'PRIVATE KEY'}-----\n...\n-----END PRIVATE KEY-----`,
    `-----BEGIN ${'PRIVATE KEY'}-----\\nYOUR_PRIVATE_KEY\\n-----END PRIVATE KEY-----`,
    `AKIA${'IOSFODNN7EXAMPLE'}`,
    `ghp_${'x'.repeat(36)}`,
    'sk-your-key-from-the-console-of-the-provider',
    'npm_config_cache',
    'sk-learn',
    'AKIA',
    'eyJ.eyJ.x',
    'https://hooks.slack.com/',
    '',
  ])('are not: %s', (value) => {
    expect(findCredential('VALUE', value)).toBeUndefined();
  });
});

describe('what is looked for first', () => {
  it.each(FORMS.map(({ what, marks, pattern }) => [what, marks, pattern] as const))(
    'stands in each: %s, %s',
    (_, marks, pattern) => {
      const written = fc.stringMatching(new RegExp(pattern.source.replaceAll('\\b', '')));
      fc.assert(
        fc.property(written, (text) => {
          expect(marks.some((mark) => text.includes(mark))).toBe(true);
          expect(text.length).toBeGreaterThanOrEqual(LEAST_FORM);
        }),
      );
    },
  );
});

describe('names that tell what a value is', () => {
  it.each([
    ['DB_PASSWORD', 'a password'],
    ['PGPASSWORD', 'a password'],
    ['dbPassword', 'a password'],
    ['spring.datasource.password', 'a password'],
    ['APP__DATABASE__PASSWORD', 'a password'],
    ['DB_PASSWORD_PROD', 'a password'],
    ['SMTP_PASS', 'a password'],
    ['DB_PWD', 'a password'],
    ['KEY_PASSPHRASE', 'a password'],
    ['API_TOKEN', 'a token'],
    ['BOT_TOKEN_2', 'a token'],
    ['GITHUB_PAT', 'a token'],
    ['CLIENT_SECRET', 'a secret'],
    ['NEXTAUTH_SECRET', 'a secret'],
    ['clientSecret', 'a secret'],
    ['SECRET', 'a secret'],
    ['API_KEY', 'a key'],
    ['MAPS_APIKEY', 'a key'],
    ['OPENAI_API_KEY_JSON', 'a key'],
    ['AWS_SECRET_ACCESS_KEY', 'a key'],
    ['PRIVATE_KEY', 'a key'],
    ['SERVICE_ACCOUNT_KEY', 'a key'],
    ['SUPABASE_SERVICE_ROLE_KEY', 'a key'],
    ['GOOGLE_CREDENTIALS', 'credentials'],
    ['NEXT_PUBLIC_DB_PASSWORD', 'a password'],
    ['FIREBASE_TOKEN', 'a token'],
  ])('%s: %s', (name, what) => {
    expect(findCredential(name, RANDOM)).toEqual({ what, isByForm: false });
  });

  it.each([
    'KEY',
    'CACHE_KEY',
    'PARTITION_KEY',
    'PUBLIC_KEY',
    'STRIPE_PUBLISHABLE_KEY',
    'RECAPTCHA_SITE_KEY',
    'NEXT_PUBLIC_FIREBASE_API_KEY',
    'FIREBASE_API_KEY',
    'REACT_APP_MAPS_API_KEY',
    'VITE_API_TOKEN',
    'SUPABASE_ANON_KEY',
    'PASSWORD_FILE',
    'PASSWORD_HASH',
    'PRIVATE_KEY_PATH',
    'SECRET_NAME',
    'DB_SECRET_NAME',
    'SECRET_ID',
    'SECRETS',
    'AWS_ACCESS_KEY_ID',
    'TOKEN_URL',
    'TOKEN_AUDIENCE',
    'MAX_TOKENS',
    'TOKENIZER',
    'COOKIE_NAME',
    'SENTRY_DSN',
    'DATABASE_URL',
    'PASSENGERS',
    'BYPASS',
    'PASS',
    'PWD',
    'COMPASS',
    'CREDENTIALS_FILE',
    'API_KEY_HEADER',
    'X',
  ])('%s says nothing', (name) => {
    expect(findCredential(name, RANDOM)).toBeUndefined();
  });

  it.each([
    ['DB_PASSWORD', 'postgres'],
    ['DB_PASSWORD', 'password'],
    ['DB_PASSWORD', '12345678'],
    ['DB_PASSWORD', 'abc'],
    ['API_TOKEN', hex(32)],
    ['JWT_SECRET', 'correct horse battery 1'],
    ['CLIENT_SECRET', '6f1c1b7a-1b9e-4a3a-9d2e-0a7d3c5b2e11'],
  ])('%s can be such a value', (name, value) => {
    expect(findCredential(name, value)).toMatchObject({ isByForm: false });
  });

  it.each([
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD', '   '],
    ['DB_PASSWORD', '${DB_PASSWORD}'],
    ['DB_PASSWORD', '{{ .Values.password }}'],
    ['DB_PASSWORD', '%DB_PASSWORD%'],
    ['DB_PASSWORD', '<password>'],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', 'CHANGE_ME'],
    ['DB_PASSWORD', 'your-password-here'],
    ['DB_PASSWORD', 'xxxxxxxx'],
    ['DB_PASSWORD', '********'],
    ['PRIVATE_KEY', '-----BEGIN PRIVATE KEY-----...-----END PRIVATE KEY-----'],
    ['DB_PASSWORD', 'None'],
    ['DB_PASSWORD', 'REDACTED'],
    ['DB_PASSWORD', 'db-password'],
    ['DB_PASSWORD', 'shop_db_password_2'],
    ['DB_PASSWORD', 'db-password:latest'],
    ['DB_PASSWORD', 'projects/acme-prod/secrets/db-password/versions/3'],
    ['DB_PASSWORD', '/secrets/db/password'],
    ['DB_PASSWORD', 'sm://acme-prod/db'],
    ['ALLOW_EMPTY_PASSWORD', 'yes'],
    ['REQUIRE_PASSWORD', 'true'],
    ['VERIFY_TOKEN', 'false'],
    ['PRICE_PER_TOKEN', '0.0000025'],
    ['REFRESH_TOKEN', '300s'],
    ['API_KEY_SECRET', 'github-token'],
    ['AUTH_TOKEN', 'cookie'],
    ['SESSION_SECRET', 'secretmanager'],
    ['GOOGLE_APPLICATION_CREDENTIALS', '/secrets/key.json'],
    ['GOOGLE_APPLICATION_CREDENTIALS', 'key.json'],
    ['CREDENTIALS', 'application default'],
    ['STRIPE_API_KEY', 'pk_live_0a1b2c3d4e5f'],
    ['MAPBOX_ACCESS_TOKEN', 'pk.0a1b2c3d4e5f'],
    ['SERVICE_ACCOUNT_KEY', 'gs://acme-prod/key'],
    ['DB_SECRET', 'arn:aws:secretsmanager:eu-west-1:1:secret:db'],
  ])('%s: %j is none', (name, value) => {
    expect(findCredential(name, value)).toBeUndefined();
  });
});

it('a variable that is called harmless is passed over', () => {
  const file = sourceFileOfText('service.yaml', rule.examples.incorrect);
  const ruleIds = (ignoredNames: string[]) =>
    checkFile(file, { ...rulesetOf([rule]), rules: [{ rule, severity: 'warning', options: { ignoredNames } }] }).diagnostics.map(
      ({ ruleId }) => ruleId,
    );
  expect(ruleIds(['DB_PASSWORD'])).toEqual([]);
  expect(ruleIds(['DB_PASS'])).toEqual([rule.id]);
});
