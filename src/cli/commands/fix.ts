import { RULES } from '../../../rules/index.ts';
import { checkManifest } from '../../check.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fixUntilStable, type RefusedFix } from '../../fix/apply-fixes.ts';
import { sharedAnchorNotes } from '../../fix/shared-anchor.ts';
import { rulesetOf } from '../../lint/ruleset.ts';
import { type Manifest, readManifest } from '../../manifest/manifest.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { type Change, changeFiles } from '../change-files.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { Arguments } from '../parse-arguments.ts';

export async function runFix(args: Arguments, host: Host): Promise<ExitCode> {
  const isUnsafeWanted = args.flags.has('unsafe');
  const ruleset = rulesetOf(RULES);
  let unsafeCount = 0;

  function fix(manifest: Manifest): Change {
    const { file } = manifest;
    const found = checkManifest(manifest, ruleset).diagnostics;
    unsafeCount += found.filter(({ fix: offered }) => offered?.safety === 'unsafe').length;
    const check = (current: SourceFile) =>
      current.text === file.text ? found : checkManifest(readManifest(current), ruleset).diagnostics;
    const result = fixUntilStable(file, check, isUnsafeWanted ? ['safe', 'unsafe'] : ['safe']);
    const notes = result.applied.flatMap((applied) =>
      sharedAnchorNotes(applied, applied.edits[0]?.range ?? { start: 0, end: 0 }),
    );
    return { text: result.text, diagnostics: [...result.refused.map(describeRefusal), ...notes] };
  }
  const exitCode = await changeFiles(args, args.positionals, host, fix);
  if (unsafeCount > 0 && !isUnsafeWanted) {
    const fixes = unsafeCount === 1 ? '1 fix changes' : `${unsafeCount} fixes change`;
    host.stderr.write(`${fixes} what is deployed: add --unsafe to see.\n`);
  }
  return exitCode;
}

function describeRefusal({ fix, reason }: RefusedFix): Diagnostic {
  const range = fix.edits[0]?.range ?? { start: 0, end: 0 };
  return { ruleId: 'edit/refused', severity: 'error', message: `Not done: ${fix.title}, because ${reason}`, range, related: [] };
}
