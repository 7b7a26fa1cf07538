import { expect, it } from 'vitest';
import { checkText } from '../src/index.ts';
import { readOracle } from './support/oracle.ts';

/**
 * What Knative's own admission code refuses, recorded from it. Where its rule holds on Cloud Run too, runlint reports an
 * error. Knative's other rules are none of ours: it has no e-mails for accounts, and other limits.
 */

interface Admission {
  readonly name: string;
  readonly rule: string;
  readonly yaml: string;
  readonly valid: boolean;
}

const admissions: readonly Admission[] = readOracle('knative-admission');

const HOLDS_ON_CLOUD_RUN =
  /^(?:metadata\.name|metadata\.annotations\.no-autoscaling|multi-container\..*|env\.reserved|spec\.traffic|spec\.template\.metadata\.name|spec\.template\.metadata\.annotations\.(?:minScale|maxScale)|spec\.template\.spec\.containers\[\]\.(?:ports|ports\[\]|volumeMounts\[\]|lifecycle|stdin|tty|volumeDevices|resizePolicy|restartPolicy)|spec\.template\.spec\.(?!serviceAccountName$)[a-zA-Z]+)$/;

/** Where Cloud Run is not Knative, or gcloud makes it fit before it is sent. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'svc-ann-autoscaling.knative.dev_class': 'a warning: Cloud Run has no such annotation, and no source says that it refuses it',
  'svc-ann-autoscaling.knative.device_x': "the namespace is nobody's: Knative looks at its beginning alone",
  'timeout-3600': 'Cloud Run takes up to 3600 seconds, Knative 600',
  'timeout-str': 'gcloud makes a number of digits in quotes',
  'cc-str': 'gcloud makes a number of digits in quotes',
  'traffic-str': 'gcloud makes a number of digits in quotes',
  'port-string': 'gcloud makes a number of digits in quotes',
  'pod-nodeSelector': 'Cloud Run reads the accelerator from it',
  'pod-runtimeClassName': 'Cloud Run has a runtime class for base images',
  'traffic-tag-digit': 'no source says that a tag of Cloud Run begins with a letter',
  'vol-mount-dup-path-clean': 'a warning: documented as impossible, and Cloud Run was seen to take it',
  'vol-mount-root': 'no source says that "/" cannot be mounted on',
};

it('what Knative refuses and Cloud Run does not have either is an error', () => {
  const missed = admissions
    .filter(({ valid, rule }) => !valid && HOLDS_ON_CLOUD_RUN.test(rule))
    .filter(({ yaml }) => !hasError(yaml))
    .map(({ name }) => name);
  const rows = missed.map((name) => `  ${name.padEnd(42)}${DIFFERENT[name] ?? 'NOT EXPLAINED'}\n`);
  process.stdout.write(`\nRefused by Knative, and no error of runlint's:\n${rows.join('')}`);
  expect(missed.filter((name) => DIFFERENT[name] === undefined)).toEqual([]);
  expect(Object.keys(DIFFERENT).filter((name) => !missed.includes(name))).toEqual([]);
});

it('the recorded answers are whole', () => expect(admissions).toHaveLength(497));

/** The accounts of these manifests are those of a cluster. */
function hasError(yaml: string): boolean {
  const { diagnostics } = checkText(yaml, { call: { as: 'services' } });
  return diagnostics.some(({ severity, ruleId }) => severity === 'error' && !ruleId.startsWith('service-account-'));
}
