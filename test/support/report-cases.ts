import type { ReporterName } from '../../src/cli/reporter-option.ts';
import { CHECK_IDS } from '../../src/diagnostics/check-ids.ts';
import { type Report, ReportBuilder } from '../../src/diagnostics/report.ts';
import { checkText } from '../../src/index.ts';
import { rulesetOf } from '../../src/lint/ruleset.ts';
import type { ReporterOptions } from '../../src/reporters/reporter.ts';
import { describerOf } from '../../src/run/rule-descriptions.ts';
import { casesIn } from './cases.ts';
import { TESTDATA } from './paths.ts';
import { RULE_FILES } from './rule-files.ts';
import { folderWith, type Run, run, service } from './run.ts';

/** A folder to be checked, and how. What each reporter prints stands in `testdata/reporters/<name>`. */
interface ReportCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly args?: readonly string[];
  /** The folder below that it is checked from; `.git` stands beside it. */
  readonly from?: string;
}

/** All severities, safe and unsafe fixes, a related place, and an emoji before a column in both. */
const FINDINGS = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: web-app
  labels: {release: 2026.11, nightly: on}
spec:
  template:
    metadata:
      name: web-app-00042
      annotations: {owner: "🙂 Grüße", run.googleapis.com/vpc-access-egress: all}
    spec:
      serviceAcountName: web-app@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/web-app:latest
        env:
        - {name: GREETING, value: "🙂", vlaue: hello}
        resources:
          limits: {cpu: "8", memory: 64Mi}
`;

const SUPPRESSED = `${service(null)
  .replace('  name: hello', '  name: hello\n  annotations: {run.googleapis.com/ingres: all}')
  .replace('    spec:', '    spec: # runlint-ignore[service-account-required] the account comes with the "new" year')}`;

const BASELINE = {
  version: 1,
  findings: [
    {
      path: 'service.yaml',
      rule: 'annotation-known',
      resource: 'Service/hello',
      yamlPath: 'metadata.annotations["run.googleapis.com/ingres"]',
      count: 1,
    },
  ],
};

/** What a team wants of its own is no security alert: nobody has said what it is about. */
const CUSTOM_RULE = `customRules:
- id: acme/team-named
  expression: has(object.metadata.labels) && has(object.metadata.labels.team)
  at: metadata.labels
  message: '{kind} {name} says no team'
  remedy: Add the label team, so that alerts find someone.
`;

/** Names that are markup, links, commands and line ends to whoever prints them. */
const HOSTILE = service(null, '"a](https://evil.example) <b>&amp; ]]> %0A::error::{0} \\e[31m\\u202e| \\n```\\n# x"');

export const REPORT_CASES: readonly ReportCase[] = [
  { name: 'clean', files: { 'service.yaml': service() } },
  { name: 'no-manifest', files: { 'values.yaml': 'replicas: 1\n' }, args: ['values.yaml'] },
  { name: 'findings', files: { '.git/HEAD': '', 'deploy/münchen prod/web app.yaml': FINDINGS }, from: 'deploy' },
  { name: 'crlf', files: { 'service.yaml': FINDINGS.trimEnd().replaceAll('\n', '\r\n') } },
  {
    name: 'suppressed',
    files: { 'service.yaml': SUPPRESSED, 'runlint-baseline.json': JSON.stringify(BASELINE) },
    args: ['--baseline', 'runlint-baseline.json'],
  },
  { name: 'custom-rule', files: { 'service.yaml': service(), 'runlint.yaml': CUSTOM_RULE } },
  {
    name: 'unreadable',
    files: {
      'binary.yaml': new Uint8Array([0x61, 0x00, 0xff]),
      'syntax.yaml': 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: hello\nspec:\n',
    },
    args: ['binary.yaml', 'syntax.yaml'],
  },
  { name: 'hostile', files: { '- 100% "#1"?\n<&\'>[a](b).yaml': HOSTILE } },
];

export function reportCase(name: string): ReportCase {
  return REPORT_CASES.find((one) => one.name === name) as ReportCase;
}

const EXTENSIONS: Readonly<Record<ReporterName, string>> = {
  pretty: 'txt',
  compact: 'txt',
  json: 'json',
  sarif: 'json',
  rdjson: 'json',
  gitlab: 'json',
  junit: 'xml',
  checkstyle: 'xml',
  github: 'txt',
  markdown: 'md',
  agent: 'txt',
};

/** Where the output of a reporter for a case is kept. */
export function outputFile(name: string, reporter: ReporterName): string {
  return `${TESTDATA}reporters/${name}/${reporter}.${EXTENSIONS[reporter]}`;
}

export function runReportCase(
  { files, args = [], from = '' }: ReportCase,
  reporter: ReporterName,
  isTerminal = false,
): Promise<Run> {
  return run(['check', '--reporter', reporter, ...args], { cwd: `${folderWith(files)}/${from}`, isTerminal });
}

/**
 * Every rule and every check of a manifest has found something in it.
 *
 * @param rewrite gives each manifest another form
 */
export function reportOfAllFindings(rewrite: (text: string) => string = (text) => text): Report {
  const builder = new ReportBuilder();
  const call = { severalDocuments: 'off' } as const;
  const rules = RULE_FILES.map((rule) => ({ folder: `rules/${rule.id}/invalid`, options: { rules: [rule], call } }));
  const checks = CHECK_IDS.map((id) => ({ folder: `checks/${id}`, options: { rules: [], call: {} } }));
  for (const { folder, options } of [...rules, ...checks]) {
    for (const { name, text, options: own } of casesIn(`${TESTDATA}${folder}`, options)) {
      builder.add({ ...checkText(rewrite(text), own), path: `${folder}/${name}` }, false);
    }
  }
  return builder.build();
}

export const REPORTER_OPTIONS: ReporterOptions = { color: false, describe: describerOf([rulesetOf(RULE_FILES)]) };
