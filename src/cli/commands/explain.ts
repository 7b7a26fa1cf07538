import { RULES } from '../../../rules/index.ts';
import { explainRule, listRules } from '../../explain.ts';
import { closestMatch } from '../../text/closest-match.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { Arguments } from '../parse-arguments.ts';
import { UserError } from '../user-error.ts';

export async function runExplain({ positionals: [id] }: Arguments, host: Host): Promise<ExitCode> {
  if (id === undefined) {
    host.stdout.write(listRules(RULES));
    return EXIT_CODE.ok;
  }
  const rule = RULES.find((candidate) => candidate.id === id);
  if (!rule) {
    if (id.includes('/'))
      throw new UserError(`${id} is no rule but a finding of runlint's own: what it says is all there is to say`);
    const meant = closestMatch(
      id,
      RULES.map((candidate) => candidate.id),
    );
    throw new UserError(`There is no rule ${id}`, meant ? `Did you mean ${meant}?` : 'runlint explain lists the rules.');
  }
  host.stdout.write(explainRule(rule));
  return EXIT_CODE.ok;
}
