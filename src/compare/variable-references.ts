import type { ComparedMap, ComparedScalar, ComparedValue } from './compared-value.ts';

/**
 * Variables whose values refer to others, as `$(HOST):80`, with what these mean: a reference is resolved by variables that
 * stand before it. The API reference has said so for years, and says today that references are not supported: as long as
 * both may hold, the order of such variables counts, and of no others.
 */
export function withReferences(variables: readonly ComparedValue[]): ComparedValue[] {
  const before = new Set<string>();
  return variables.map((variable) => {
    const name = scalarOf(variable, 'name');
    const value = scalarOf(variable, 'value');
    const resolved = value ? namesIn(value.text).filter((other) => before.has(other)) : [];
    if (name) before.add(name.text);
    return value && resolved.length > 0 ? withMeaning(variable as ComparedMap, value, resolved) : variable;
  });
}

function withMeaning(variable: ComparedMap, value: ComparedScalar, resolved: readonly string[]): ComparedMap {
  const meaning = JSON.stringify([value.meaning, ...resolved]);
  return { ...variable, entries: new Map(variable.entries).set('value', { ...value, meaning }) };
}

/** The names in references; two dollar signs make none. */
function namesIn(text: string): string[] {
  return Array.from(text.matchAll(/(?<!\$)\$\(([^()$]+)\)/g), ([, name = '']) => name);
}

function scalarOf(value: ComparedValue, key: string): ComparedScalar | undefined {
  const found = value.type === 'map' ? value.entries.get(key) : undefined;
  return found?.type === 'scalar' ? found : undefined;
}
