import { type SetServiceAccountOptions, setServiceAccounts } from '../../fix/set-service-account.ts';
import { type Manifest, readManifest } from '../../manifest/manifest.ts';
import { unmatchedLines } from '../../reporters/plan-table.ts';
import { printable } from '../../reporters/terminal-text.ts';
import { shellPath, shellWord } from '../../text/shell-word.ts';
import { accountSourceOf } from '../account-source.ts';
import { AccountSurvey } from '../account-survey.ts';
import type { Arguments } from '../arguments.ts';
import { changeFiles } from '../change-files.ts';
import { changeModeOf } from '../change-mode.ts';
import { deploymentOf } from '../deployment.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import { checkGrantOptions } from '../grant-arguments.ts';
import type { Host } from '../host.ts';
import { type Change, planChanges } from '../plan-changes.ts';
import { checkPlanOptions, printPlan } from '../print-plan.ts';
import { writeWantedGrants } from '../wanted-grants.ts';

/** A broken neighbour can mean that the map is wrong: where anything is refused nothing is written, if that is not asked for. */
export async function runSetServiceAccount(args: Arguments, host: Host): Promise<ExitCode> {
  checkPlanOptions(args);
  checkGrantOptions(args);
  const { assign, paths, map } = await accountSourceOf(args, host);
  const mode = changeModeOf(args, paths);
  const isPlanOnly = args.flags.has('plan');
  const options = settingOptionsOf(args);
  const survey = new AccountSurvey();

  function change(manifest: Manifest): Change {
    const result = setServiceAccounts(manifest, assign, options);
    survey.add(manifest, result);
    const isDeployable = !isPlanOnly && result.changed.length > 0 && result.text !== manifest.file.text;
    const changed = { ...manifest.file, text: result.text };
    const deployment = isDeployable && deploymentOf(readManifest(changed, { ...manifest.call, severalDocuments: 'off' }));
    return { text: result.text, diagnostics: result.diagnostics, ...(deployment && { deployment }) };
  }
  const files = await planChanges(args, paths, host, change);
  survey.checkOnly(options.only ?? []);
  // What stands in a file that cannot be read is not known.
  const isAnyRefused = files.some(({ outcome }) => outcome === 'refused');
  const unused = options.from === undefined || isAnyRefused ? undefined : survey.describeUnused(options.from);
  if (unused !== undefined) host.stderr.write(`${printable(unused)}\n`);
  const plan = survey.conclude(files, map);
  if (isPlanOnly) return printPlan(plan, files, args, host);
  const carryingOut = { mode, isAllOrNothing: !args.flags.has('keep-going') };
  await writeWantedGrants(files, carryingOut, args, host);
  const exitCode = changeFiles(files, carryingOut, args, host);
  if (map) for (const line of unmatchedLines(plan, MAX_UNMATCHED)) host.stderr.write(`${line}\n`);
  if (plan.changes.length > 0 && exitCode === EXIT_CODE.ok && !args.values.has('grants'))
    host.stderr.write(`Before you deploy, see what must be granted: ${printable(grantsCommand(paths, args))}\n`);
  return exitCode;
}

/** The accounts are new to what the manifests use. */
function grantsCommand(paths: readonly string[], { values }: Arguments): string {
  const project = values.get('project')?.[0];
  const ofProject = project === undefined ? [] : ['--project', shellWord(project)];
  return ['runlint grants', ...ofProject, ...paths.map((path) => (path === '-' ? path : shellPath(path)))].join(' ');
}

/** Beside what was done, the first are enough: `--plan` lists all. */
const MAX_UNMATCHED = 10;

function settingOptionsOf({ values, flags }: Arguments): SetServiceAccountOptions {
  const only = values.get('only');
  const from = values.get('from')?.[0];
  return {
    ...(only && { only }),
    ...(from && { from }),
    missingOnly: flags.has('missing-only'),
    keepRevisionName: flags.has('keep-revision-name'),
  };
}
