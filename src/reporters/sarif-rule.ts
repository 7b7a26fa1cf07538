import type { Severity } from '../diagnostics/diagnostic.ts';
import type { RuleDescription } from '../diagnostics/rule-description.ts';
import { capitalise } from '../text/capitalise.ts';
import { linkOf } from './rule-link.ts';

/** How bad a finding is, in the words of SARIF. */
export const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'recommendation' };

/**
 * What GitHub sorts security alerts by: high from 7.0, medium from 4.0, low below. An error lets code run as somebody whom
 * nobody has chosen, a warning makes that easier, an info is for the record. None is critical, from 9.0: what runs is still
 * in a project of one's own.
 */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = { error: '8.0', warning: '5.5', info: '2.0' };

/** GitHub takes no longer texts. */
const MAX_LENGTH = 1024;

/** A rule or a check as SARIF describes one; of what nothing is known, its id. */
export function describeRule(id: string, description: RuleDescription | undefined): object {
  if (!description) return { id };
  const { summary, rationale, remedy, severity, sources } = description;
  const help = [rationale, remedy].filter((text) => text !== '').join('\n\n');
  const links = sources.map((source) => `- <${source}>`).join('\n');
  return {
    id,
    name: id.split(/[/-]/).map(capitalise).join(''),
    shortDescription: { text: summary.slice(0, MAX_LENGTH) },
    fullDescription: { text: rationale.slice(0, MAX_LENGTH) },
    help: { text: help, markdown: links === '' ? help : `${help}\n\n${links}` },
    helpUri: linkOf(description),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: propertiesOf(description),
  };
}

function propertiesOf({ severity, isAboutSecurity, topic }: RuleDescription): object {
  return {
    tags: ['cloud-run', topic, ...(isAboutSecurity ? ['security'] : [])],
    precision: 'high',
    'problem.severity': PROBLEM_SEVERITIES[severity],
    ...(isAboutSecurity && { 'security-severity': SECURITY_SEVERITIES[severity] }),
  };
}
