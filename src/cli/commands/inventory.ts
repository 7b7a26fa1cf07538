import { IDENTITY_KINDS, type IdentityKind } from '../../inventory/identity-kind.ts';
import { type Inventory, type InventoryFilter, takeInventory } from '../../inventory/inventory.ts';
import { renderDiagnostics } from '../../reporters/pretty.ts';
import { paintFor, printable } from '../../reporters/terminal-text.ts';
import { type SurveyedInput, surveyRun } from '../../run/inventory-run.ts';
import { closestMatch } from '../../text/closest-match.ts';
import { counted } from '../../text/counted.ts';
import type { Arguments } from '../arguments.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import { type Host, wantsColor } from '../host.ts';
import type { InventoryFormat } from '../inventory-options.ts';
import { UserError } from '../user-error.ts';

/** Lists who runs as whom. What could not be read is missing there: it is told, and the run ends with 1. */
export async function runInventory(args: Arguments, host: Host): Promise<ExitCode> {
  const filter = filterOf(args);
  checkGrouping(args);
  const { inputs, missing, configs, call } = await collectInputs(args, args.positionals, host);
  if (missing.length > 0) throw new UserError(missing);
  const files = surveyRun(inputs, { cwd: host.cwd, configs, project: call.project });
  const inventory = takeInventory(files, filter);
  host.stdout.write(await render(inventory, args, host));
  sayWhatIsUnclear(inventory, call.project?.id, host);
  sayWhatIsMissing(inventory, files, host);
  const isBroken = files.some(({ report: { diagnostics } }) => diagnostics.some(({ severity }) => severity === 'error'));
  return isBroken ? EXIT_CODE.found : EXIT_CODE.ok;
}

function filterOf({ values }: Arguments): InventoryFilter {
  const identities = values.get('identity');
  const identityKinds = values.get('kind-of')?.flatMap((words) => words.split(',').map(identityKindOf));
  return { ...(identities && { identities }), ...(identityKinds && { identityKinds }) };
}

/** Throws a `UserError` where a format is to be grouped that has no groups. */
function checkGrouping({ values }: Arguments): void {
  const format = values.get('format')?.[0] as InventoryFormat;
  if (values.has('group-by') && format !== 'table' && format !== 'markdown')
    throw new UserError(
      `--group-by is for a table and for markdown, not for ${format}`,
      'Leave it out: each resource has its identity there.',
    );
}

function identityKindOf(word: string): IdentityKind {
  const kind = IDENTITY_KINDS.find((one) => one === word.trim());
  if (kind) return kind;
  const meant = closestMatch(word.trim(), IDENTITY_KINDS);
  throw new UserError(
    `--kind-of takes ${IDENTITY_KINDS.join(', ')}, with commas between them, not ${word}`,
    meant && `Did you mean ${meant}?`,
  );
}

/** Each format is loaded when it is asked for. */
async function render(inventory: Inventory, { values }: Arguments, host: Host): Promise<string> {
  const isGrouped = values.has('group-by');
  const { stdout } = host;
  switch (values.get('format')?.[0] as InventoryFormat) {
    case 'csv':
      return (await import('../../inventory/csv.ts')).renderCsv(inventory);
    case 'json':
      return (await import('../../inventory/json.ts')).renderJson(inventory);
    case 'markdown':
      return (await import('../../inventory/markdown.ts')).renderMarkdown(inventory, isGrouped);
    case 'html':
      return (await import('../../inventory/html.ts')).renderHtml(inventory);
    case 'mermaid':
      return (await import('../../inventory/mermaid.ts')).renderMermaid(inventory);
    default: {
      const { renderTable } = await import('../../inventory/table.ts');
      const columns = stdout.isTerminal ? stdout.columns : undefined;
      return renderTable(inventory, { paint: paintFor(wantsColor(host, stdout)), columns, isGrouped });
    }
  }
}

/** Of a project that is known by its number here and by its id there, nobody can say that it is one. */
function sayWhatIsUnclear({ unclear }: Inventory, project: string | undefined, { stderr }: Host): void {
  if (unclear === 0 || project === undefined) return;
  const named = unclear === 1 ? 'it names' : 'they name';
  stderr.write(
    `${counted(unclear, 'resource')} left out: whether the project that ${named} is ${project} is not known. Give the id and the number, as in --project acme-prod=814577087058.\n`,
  );
}

/** A template is left to those who render it: it is no error that it is missing. */
function sayWhatIsMissing({ unread }: Inventory, files: readonly SurveyedInput[], host: Host): void {
  const paint = paintFor(wantsColor(host, host.stderr));
  for (const { report, isNamed } of files) {
    if (report.diagnostics.length > 0) host.stderr.write(`${renderDiagnostics(report, paint)}\n`);
    else if (report.skipped && isNamed) host.stderr.write(`${printable(report.path)}: ${report.skipped}; not in the inventory\n`);
  }
  if (unread.length > 0)
    host.stderr.write(`The inventory is not complete: ${counted(unread.length, 'file')} could not be read, or not all of it.\n`);
}
