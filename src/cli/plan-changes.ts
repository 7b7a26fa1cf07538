import { resolve } from 'node:path';
import { type CheckOptions, reportOn } from '../check.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { Ruleset } from '../lint/ruleset.ts';
import { type Manifest, readManifest } from '../manifest/manifest.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { checkOptionsOf } from '../run/check-run.ts';
import type { Input } from '../run/inputs.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Arguments } from './arguments.ts';
import { collectInputs } from './collect-inputs.ts';
import type { Deployment } from './deployment.ts';
import type { Host } from './host.ts';
import { runOptionsOf } from './run-settings.ts';
import type { ChangedFile } from './show-change.ts';
import { UserError } from './user-error.ts';

/** What a command makes of one manifest. */
export interface Change {
  readonly text: string;
  /** An error among them means that the change is refused: the file is left as it is. */
  readonly diagnostics: readonly Diagnostic[];
  readonly deployment?: Deployment;
}

/** What a command makes of a manifest for which a ruleset and options hold. */
export type ChangeOf = (manifest: Manifest, ruleset: Ruleset, options: CheckOptions) => Change;

/** A file and what a command makes of it; the text can be the one that it has. */
export interface PlannedChange extends Change, ChangedFile {}

/** What is planned for one file, and what there is to say of it. */
export interface PlannedFile {
  readonly path: string;
  readonly outcome: 'planned' | 'left' | 'refused' | 'crashed';
  /** The manifest that was read, and how gcloud will be called with it; nothing of what could not be read, or is none of ours. */
  readonly source?: { readonly file: SourceFile; readonly call: ReplaceCall };
  readonly change?: PlannedChange;
  readonly report?: FileReport;
}

type ReadableInput = Extract<Input, { file: unknown }>;

/** Plans what a command makes of all files of a run, in memory. Throws a `UserError` where a path leads to nothing. */
export async function planChanges(
  args: Arguments,
  paths: readonly string[],
  host: Host,
  change: ChangeOf,
): Promise<readonly PlannedFile[]> {
  const { inputs, missing, configs, call } = await collectInputs(args, paths, host);
  if (missing.length > 0) throw new UserError(missing);
  const runOptions = { call, ...runOptionsOf(args, host) };
  return Array.from(inputs, (input) => {
    if (!input.file) return leave(input.report, input.isNamed);
    const config = configs.of(resolve(host.cwd, input.file.path));
    const options = checkOptionsOf(config, runOptions);
    return planChange(input, options, (manifest) => change(manifest, config.ruleset, options));
  });
}

function planChange(
  { file, isNamed }: ReadableInput,
  { call }: CheckOptions,
  change: (manifest: Manifest) => Change,
): PlannedFile {
  const { path } = file;
  const manifest = readManifest(file, call);
  const source = { file, call: manifest.call };
  if (!manifest.isCloudRun) return leave({ ...reportOn(manifest, []), skipped: 'not a Cloud Run manifest' }, isNamed);
  const result = change(manifest);
  const template = manifest.diagnostics.find(({ ruleId }) => ruleId === 'manifest/template');
  if (!isNamed && template && result.diagnostics.some(isError)) {
    // A template that a search came across is left to those who render it.
    return { path, outcome: 'left', source, report: reportOn(manifest, [template]) };
  }
  const diagnostics = result.diagnostics.length > 0 || !isNamed ? result.diagnostics : obstaclesIn(manifest);
  const report = diagnostics.length > 0 ? { report: reportOn(manifest, diagnostics) } : {};
  if (diagnostics.some(({ ruleId }) => ruleId.startsWith('internal/'))) return { path, outcome: 'crashed', source, ...report };
  if (diagnostics.some(isError)) return { path, outcome: 'refused', source, ...report };
  return { path, outcome: 'planned', source, change: { ...result, file }, ...report };
}

/** What cannot be read is refused; what is none of ours is left, and told of if it was asked for by its name. */
function leave(report: FileReport, isNamed: boolean): PlannedFile {
  const { path } = report;
  if (!report.skipped) return { path, outcome: 'refused', report };
  return { path, outcome: 'left', ...(isNamed && { report }) };
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** What keeps a file that was asked for by its name from having anything to change. */
function obstaclesIn({ resources, diagnostics, notReplaceable }: Manifest): readonly Diagnostic[] {
  return resources.length > 0 ? [] : [...diagnostics, ...notReplaceable];
}
