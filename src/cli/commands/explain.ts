import { RULES } from '../../../rules/index.ts';
import { CHECKS } from '../../diagnostics/checks.ts';
import { explainCheck, explainRule, listRules } from '../../explain.ts';
import { closestMatch } from '../../text/closest-match.ts';
import type { Arguments } from '../arguments.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { UserError } from '../user-error.ts';

export async function runExplain({ positionals: [id] }: Arguments, host: Host): Promise<ExitCode> {
  if (id === undefined) {
    host.stdout.write(listRules(RULES));
    return EXIT_CODE.ok;
  }
  const rule = RULES.find((candidate) => candidate.id === id);
  const check = CHECKS.find((candidate) => candidate.id === id);
  if (rule) host.stdout.write(explainRule(rule));
  else if (check) host.stdout.write(explainCheck(check));
  else throw unknownId(id);
  return EXIT_CODE.ok;
}

function unknownId(id: string): UserError {
  const ids = [...RULES, ...CHECKS].map((candidate) => candidate.id);
  const meant = closestMatch(id, ids);
  const what = id.includes('/') ? 'check' : 'rule';
  return new UserError(`There is no ${what} ${id}`, meant ? `Did you mean ${meant}?` : 'runlint explain lists the rules.');
}
