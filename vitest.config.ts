import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/*.test.ts'],
    testTimeout: 60_000,
    // One worker less than there are processors is vitest's own choice: with two, that is half of them.
    maxWorkers: '100%',
  },
});
