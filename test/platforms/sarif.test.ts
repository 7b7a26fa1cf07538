import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { outputFile, REPORT_CASES, REPORTER_OPTIONS, reportOfAllFindings } from '../support/report-cases.ts';
import { RULE_NAMES } from '../support/rule-files.ts';
import { folderWith } from '../support/run.ts';

/** SARIF is held against Microsoft's validator, with GitHub's rules for code scanning and its own. */

const require = createRequire(import.meta.url);

/** What the validator remarks, and is left as it is. */
const ACCEPTED_NOTES: Readonly<Record<string, string>> = {
  'SARIF2002 Note_Default': 'a message is told in full, and not put together by its reader from an id and arguments',
  'SARIF2003 Note_Default': 'a reporter knows nothing of git, and GitHub knows which commit it is sent a report for',
  'SARIF2006 Note_Default': 'a test has no network to reach a link by',
  'SARIF2009 Note_UseConventionalRuleIds': 'the id of a rule is a name that says what must hold, and no number',
  'SARIF2009 Note_HierarchicalIdOnDescriptor': 'the slash in the id of a check is part of the name, here as everywhere',
  'SARIF2010 Note_Default': 'a report is read by more people than a manifest is: no line is copied into it',
  'SARIF2011 Note_Default': 'as above',
  'SARIF2012 Note_FriendlyNameNotAPascalIdentifier': 'the A in ManifestNotAMap is a word',
  'SARIF2012 Note_ProvideMetadataForAllViolatedRules': 'where nothing is found there is no rule to tell of',
};

const isSupported = process.platform === 'linux' && process.arch === 'x64';
if (!isSupported) process.stdout.write('The SARIF Multitool runs on Linux, on x64: SARIF is not validated here.\n');

describe.skipIf(!isSupported)('the SARIF Multitool', () => {
  it.each(REPORT_CASES.map(({ name }) => name))('finds nothing to complain of in the case %s', (name) => {
    expect(complaintsAbout(fs.readFileSync(outputFile(name, 'sarif'), 'utf8'))).toEqual([]);
  });

  it('finds nothing to complain of where every rule has found something', () => {
    const sarif = sarifReporter(reportOfAllFindings(), REPORTER_OPTIONS);
    const told = JSON.parse(sarif).runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(RULE_NAMES.filter((id) => !told.includes(id))).toEqual([]);
    expect(complaintsAbout(sarif)).toEqual([]);
  });

  it('would complain of a path that is not encoded, and of a rule without help', () => {
    const log = JSON.parse(fs.readFileSync(outputFile('findings', 'sarif'), 'utf8'));
    log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri = 'web app.yaml';
    delete log.runs[0].tool.driver.rules[0].help;
    const ids = complaintsAbout(JSON.stringify(log)).map((complaint) => complaint.split(' ', 2).join(' '));
    expect(ids.sort()).toEqual(['error GH2012', 'error SARIF1002']);
  });
});

interface Remark {
  readonly ruleId: string;
  readonly level?: string;
  readonly message: { readonly id: string; readonly arguments: readonly string[] };
}

/** What the validator says of a log, but for the notes that are accepted. */
function complaintsAbout(sarif: string): string[] {
  const folder = folderWith({ 'report.sarif': sarif });
  const tool = join(dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json')), 'Sarif.Multitool');
  fs.chmodSync(tool, 0o755);
  const args = ['validate', 'report.sarif', '--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note'];
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  execFileSync(tool, [...args, '-o', 'remarks.sarif', '--log', 'ForceOverwrite'], { cwd: folder, env, stdio: 'ignore' });
  const remarks: Remark[] = JSON.parse(fs.readFileSync(join(folder, 'remarks.sarif'), 'utf8')).runs[0].results;
  return remarks.flatMap(({ ruleId, level = 'warning', message }) => {
    const isAccepted = level === 'note' && `${ruleId} ${message.id}` in ACCEPTED_NOTES;
    return isAccepted ? [] : `${level} ${ruleId} ${message.id}: ${message.arguments.join(', ')}`;
  });
}
