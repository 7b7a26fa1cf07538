/** Gives every key a name of its own: the one that is wanted, or the same with a number where another key has it. */
export class UniqueNames {
  readonly #byKey = new Map<string, string>();
  readonly #taken = new Set<string>();

  of(key: string, wanted: string): string {
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted}_${number}`;
    this.#taken.add(name);
    this.#byKey.set(key, name);
    return name;
  }
}

/** A text as a part of a name: small letters, digits and underscores, no digit first. */
export function nameFor(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.join('_');
  return /^[a-z]/.test(name) ? name : `_${name}`;
}
