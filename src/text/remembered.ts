/** A pure function of an object that works out each answer once, and forgets it with the object. */
export function remembered<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before) return before.value;
    const value = compute(key);
    known.set(key, { value });
    return value;
  };
}

/**
 * As `remembered`, but only of the object that was asked about last, as resources are one after the other: a weak map keeps
 * its values, and the trees below them, until all garbage is collected and not only the newest.
 */
export function rememberedOfLast<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: compute(key) };
    return last.value;
  };
}

/** As many answers as are kept where their keys are texts. */
const MAX_TEXTS = 1000;

/** A pure function of a text that keeps its last answers. */
export function rememberedText<Value>(compute: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as Value;
    const value = compute(text);
    if (known.size >= MAX_TEXTS) known.clear();
    known.set(text, value);
    return value;
  };
}
