import { isRefusedByGcloud } from '../../check.ts';
import { type SetServiceAccountOptions, setServiceAccounts } from '../../fix/set-service-account.ts';
import { type Manifest, readManifest } from '../../manifest/manifest.ts';
import { resourceId } from '../../manifest/resource.ts';
import { findSettingObstacle, parseServiceAccount } from '../../manifest/service-account.ts';
import { shellPath } from '../../text/shell-word.ts';
import { STDIN_PATH } from '../../text/source-file.ts';
import { changeFiles, changeModeOf } from '../change-files.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { Arguments } from '../parse-arguments.ts';
import { type Change, type Deployment, planChanges } from '../plan-changes.ts';
import { UserError } from '../user-error.ts';

/** A broken neighbour can mean that more is wrong: where anything is refused nothing is written, if that is not asked for. */
export async function runSetServiceAccount(args: Arguments, host: Host): Promise<ExitCode> {
  const [email = '', ...paths] = args.positionals;
  checkEmail(email, paths, host);
  const mode = changeModeOf(args, paths);
  const only = args.values.get('only');
  const from = args.values.get('from')?.[0];
  const options: SetServiceAccountOptions = {
    ...(only && { only }),
    ...(from && { from }),
    missingOnly: args.flags.has('missing-only'),
    keepRevisionName: args.flags.has('keep-revision-name'),
  };
  const matched = new Set<string>();
  const seen = new Set<string>();

  function change(manifest: Manifest): Change {
    const result = setServiceAccounts(manifest, () => ({ email }), options);
    for (const id of result.matched) matched.add(id);
    for (const resource of manifest.resources) seen.add(resourceId(resource));
    const isDeployable = result.changed.length > 0 && result.text !== manifest.file.text;
    const changed = { ...manifest.file, text: result.text };
    const deployment = isDeployable && deploymentOf(readManifest(changed, { ...manifest.call, severalDocuments: 'off' }));
    return { text: result.text, diagnostics: result.diagnostics, ...(deployment && { deployment }) };
  }
  function checkPlan(): void {
    const unmatched = (only ?? []).filter((id) => !matched.has(id));
    if (unmatched.length === 0) return;
    const found =
      seen.size > 0
        ? `The resources are ${[...seen].slice(0, 10).join(', ')}${seen.size > 10 ? ', …' : ''}.`
        : 'No resource was found.';
    throw new UserError(`--only ${unmatched.join(', --only ')} matches nothing`, found);
  }
  const plan = await planChanges(args, paths, host, change);
  checkPlan();
  return changeFiles(plan, { mode, isAllOrNothing: !args.flags.has('keep-going') }, args, host);
}

/** Refuses what cannot be an account before anything is read. */
function checkEmail(email: string, paths: readonly string[], host: Host): void {
  const obstacle = findSettingObstacle(email);
  if (!obstacle) return;
  const message = `${JSON.stringify(email)} ${obstacle.problem}`;
  if (!obstacle.isFinal) {
    host.stderr.write(`runlint: warning: ${message}\n`);
    return;
  }
  throw new UserError(message, hintFor(email, paths));
}

function hintFor(email: string, paths: readonly string[]): string {
  const account = parseServiceAccount(email);
  if (account.type === 'placeholder') return `Write what is meant in the place of ${account.placeholder}.`;
  if (!email.includes('@') && paths.some((path) => path.includes('@'))) return 'The e-mail comes first, then the files.';
  const meant = account.type === 'malformed' ? (account.defect.email ?? account.defect.suggestion) : undefined;
  return meant ? `Did you mean ${meant}?` : 'Give an e-mail such as NAME@PROJECT.iam.gserviceaccount.com.';
}

/** The command that deploys a file, or why there is none: gcloud reads all of a file and takes one document of it. */
function deploymentOf(manifest: Manifest): Deployment {
  const { file, documents, resources } = manifest;
  const command = resources[0]?.kind.replaceCommand;
  const path = file.path === STDIN_PATH ? '-' : shellPath(file.path);
  if (documents.filter(({ isEmpty }) => !isEmpty).length !== 1 || !command) {
    return { obstacle: `${file.path} holds several documents, and gcloud takes one at a time: split it to deploy it.` };
  }
  if (isRefusedByGcloud(manifest)) {
    return { obstacle: `gcloud cannot read ${file.path} as it is; run runlint check ${path} to see why.` };
  }
  return { command: `${command} ${path}` };
}
