import type { IdentityKind } from './identity-kind.ts';

/** The sign of each kind of identity, as a path in a square from -8 to 8: told apart without their colours, and in print. */
export const MARKS: Readonly<Record<IdentityKind, { readonly path: string; readonly isFilled: boolean }>> = {
  agent: { path: 'M0-6.5 6.5 5.5H-6.5Z', isFilled: true },
  invalid: { path: 'M-5-5 5 5M5-5-5 5', isFilled: false },
  default: { path: 'M-5.5-5.5H5.5V5.5H-5.5Z', isFilled: true },
  none: { path: 'M-5-5H5V5H-5Z', isFilled: false },
  'other-project': { path: 'M0-7 7 0 0 7-7 0Z', isFilled: true },
  shared: { path: 'M5.5 0A5.5 5.5 0 1 1-5.5 0 5.5 5.5 0 1 1 5.5 0M2 0A2 2 0 1 1-2 0 2 2 0 1 1 2 0', isFilled: false },
  placeholder: { path: 'M-6 0H-2M2 0H6', isFilled: false },
  dedicated: { path: 'M4.5 0A4.5 4.5 0 1 1-4.5 0 4.5 4.5 0 1 1 4.5 0', isFilled: false },
};
