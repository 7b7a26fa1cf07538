import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    testTimeout: 60_000,
    // One worker less than there are processors is vitest's own choice: with two, that is half of them.
    maxWorkers: '100%',
    // No test leaves anything behind: what is tested is loaded once for all files, and not for each.
    pool: 'threads',
    isolate: false,
  },
});
