import { type CheckOptions, fixManifest } from '../../check.ts';
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts';
import type { RefusedFix } from '../../fix/apply-fixes.ts';
import { sharedAnchorNotes } from '../../fix/shared-anchor.ts';
import type { Ruleset } from '../../lint/ruleset.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import type { Range } from '../../text/range.ts';
import type { Arguments } from '../arguments.ts';
import { changeFiles } from '../change-files.ts';
import { changeModeOf } from '../change-mode.ts';
import type { ExitCode } from '../exit-code.ts';
import { checkGrantOptions } from '../grant-arguments.ts';
import type { Host } from '../host.ts';
import { type Change, planChanges } from '../plan-changes.ts';
import { writeWantedGrants } from '../wanted-grants.ts';

/** What can be mended is, also beside a file that cannot: that one stays no worse than it is. */
export async function runFix(args: Arguments, host: Host): Promise<ExitCode> {
  const mode = changeModeOf(args, args.positionals);
  checkGrantOptions(args);
  const isUnsafeWanted = args.flags.has('unsafe');
  let unsafeCount = 0;

  function fix(manifest: Manifest, ruleset: Ruleset, options: CheckOptions): Change {
    const safeties = isUnsafeWanted ? (['safe', 'unsafe'] as const) : (['safe'] as const);
    const { text, found, applied, refused, isUnfinished } = fixManifest(manifest, ruleset, safeties, options);
    unsafeCount += found.filter((diagnostic) => diagnostic.fix?.safety === 'unsafe').length;
    const rangeOf = (wanted: Fix) => found.find((diagnostic) => diagnostic.fix === wanted)?.range ?? START;
    const diagnostics = [
      ...found.filter(({ ruleId }) => ruleId.startsWith('internal/')),
      ...refused.map((refusal) => refusalDiagnostic(refusal, rangeOf(refusal.fix))),
      ...applied.flatMap((made) => sharedAnchorNotes(made, rangeOf(made))),
      ...(isUnfinished ? [UNFINISHED] : []),
    ];
    return { text, diagnostics };
  }
  const plan = await planChanges(args, args.positionals, host, fix);
  await writeWantedGrants(plan, { isAllOrNothing: false }, args, host);
  const exitCode = changeFiles(plan, { mode, isAllOrNothing: false }, args, host);
  if (unsafeCount > 0 && !isUnsafeWanted) {
    const fixes = unsafeCount === 1 ? '1 fix changes' : `${unsafeCount} fixes change`;
    host.stderr.write(`${fixes} what is deployed: add --unsafe to see.\n`);
  }
  return exitCode;
}

/** Where a fix of a later round is shown: its place is one of a text that nobody has. */
const START: Range = { start: 0, end: 0 };

const UNFINISHED: Diagnostic = {
  ruleId: 'edit/unfinished',
  severity: 'info',
  message: 'More can be fixed than was fixed now: run it again',
  refusedBy: [],
  range: START,
  related: [],
};

function refusalDiagnostic({ fix, reason }: RefusedFix, range: Range): Diagnostic {
  return {
    ruleId: 'edit/refused',
    severity: 'error',
    message: `Not done: ${fix.title}, because ${reason}`,
    refusedBy: [],
    range,
    related: [],
  };
}
