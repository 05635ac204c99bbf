import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary.ts',
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/spark/**'],
    // Two cores are two workers; by default one of them would rest.
    maxWorkers: availableParallelism(),
    testTimeout: 120_000,
    // Whole studies, with their replicates, on a slow machine.
    hookTimeout: 240_000,
  },
});
