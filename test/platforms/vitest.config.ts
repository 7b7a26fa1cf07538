import { defineConfig } from 'vitest/config';

export default defineConfig({
  logLevel: 'error',
  test: {
    dir: import.meta.dirname,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: '100%',
    // It imports JSON without saying so, which Node.js takes for a mistake.
    server: { deps: { inline: ['@actions/workflow-parser'] } },
  },
});
