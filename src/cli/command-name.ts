/** What can be told to do. The table of options has a row for each. */
export const COMMAND_NAMES = [
  'check',
  'fix',
  'set-service-account',
  'grants',
  'review',
  'diff',
  'inventory',
  'explain',
  'config',
  'baseline',
  'test-rules',
  'completion',
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];

export function isCommandName(word: string | undefined): word is CommandName {
  return COMMAND_NAMES.some((name) => name === word);
}
