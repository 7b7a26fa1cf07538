/** Enough for any question to a manifest that people write: far less than a second. */
const MAX_STEPS = 500_000;

/** How many characters are looked at in a step. */
const CHARACTERS_PER_STEP = 16;

/** Thrown where an expression would take too long. */
export class Exhausted extends Error {}

/** Always the same: to make one takes longer than a step. */
const EXHAUSTED = new Exhausted(`it takes more than ${MAX_STEPS} steps`);

/** What an evaluation may still cost. Steps are counted and not seconds: the same expression always comes as far. */
export class Meter {
  #left = 0;

  start(): void {
    this.#left = MAX_STEPS;
  }

  /** @throws Error where nothing is left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw EXHAUSTED;
  }

  /** Counts a value that is copied, compared or searched, with all that is in it. */
  spendOn(value: unknown): void {
    const isText = typeof value === 'string' || value instanceof Uint8Array;
    this.spend(isText ? value.length / CHARACTERS_PER_STEP : 1);
    if (isText || typeof value !== 'object' || value === null) return;
    for (const item of Array.isArray(value) ? value : Object.values(value)) this.spendOn(item);
  }
}
