import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary.ts',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Two cores are two workers; by default one of them would rest.
    maxWorkers: availableParallelism(),
    testTimeout: 30_000,
    // Whole studies, with their replicates, on a slow machine.
    hookTimeout: 120_000,
  },
});
