import { RULES } from '../../../rules/index.ts';
import { checkManifest } from '../../check.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { fixUntilStable, type RefusedFix } from '../../fix/apply-fixes.ts';
import { sharedAnchorNotes } from '../../fix/shared-anchor.ts';
import { rulesetOf } from '../../lint/ruleset.ts';
import { type Manifest, readManifest } from '../../manifest/manifest.ts';
import { type Change, changeFiles } from '../change-files.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { Arguments } from '../parse-arguments.ts';

export async function runFix(args: Arguments, host: Host): Promise<ExitCode> {
  const safeties = args.flags.has('unsafe') ? (['safe', 'unsafe'] as const) : (['safe'] as const);
  const ruleset = rulesetOf(RULES);

  function fix({ file }: Manifest): Change {
    const result = fixUntilStable(file, (current) => checkManifest(readManifest(current), ruleset).diagnostics, safeties);
    const notes = result.applied.flatMap((applied) =>
      sharedAnchorNotes(applied, applied.edits[0]?.range ?? { start: 0, end: 0 }),
    );
    return { text: result.text, diagnostics: [...result.refused.map(describeRefusal), ...notes] };
  }
  return changeFiles(args, args.positionals, host, fix);
}

function describeRefusal({ fix, reason }: RefusedFix): Diagnostic {
  const range = fix.edits[0]?.range ?? { start: 0, end: 0 };
  return { ruleId: 'edit/refused', severity: 'error', message: `Not done: ${fix.title}, because ${reason}`, range, related: [] };
}
