import { defineConfig } from 'vitest/config';

/** Tests that need a running Spark; scripts/spark/test.mjs starts one and runs them. */
export default defineConfig({
  test: {
    globalSetup: 'test/support/temporary.ts',
    include: ['test/spark/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
