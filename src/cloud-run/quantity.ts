/** The powers that the suffixes of a Kubernetes quantity stand for (kubernetes.io, "Resource units in Kubernetes"). */
const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

export const MEBIBYTE = 2 ** 20;
export const GIBIBYTE = 2 ** 30;

/** The number that a Kubernetes quantity stands for: `500m` is 0.5, `512Mi` is 536870912; undefined for any other text. */
export function parseQuantity(text: string): number | undefined {
  return parseOrdinary(text) ?? parseOther(text);
}

/** A number as a program would write it: nearly all are. */
function parseOrdinary(text: string): number | undefined {
  const number = Number.parseFloat(text);
  const digits = String(number);
  const suffix = text.slice(digits.length);
  const isOrdinary = Number.isFinite(number) && text.startsWith(digits) && Object.hasOwn(FACTORS, suffix);
  return isOrdinary ? number * (FACTORS[suffix] as number) : undefined;
}

function parseOther(text: string): number | undefined {
  const [, digits, exponent = '', suffix = ''] = QUANTITY.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits + exponent) * (FACTORS[suffix] as number);
}
