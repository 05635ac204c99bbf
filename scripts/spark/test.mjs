// Runs the tests of the Spark engine against a real Spark with two executor processes: npm run test:spark [-- words of vitest]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sparkHome } from './environment.mjs';
import { startSpark } from './server.mjs';

const { home, absent } = sparkHome();
if (absent) {
  console.log(`The tests of the Spark engine are skipped: they need ${absent}.`);
  process.exit(0);
}
console.log('Starting Spark ...');
const spark = await startSpark(home);
let code = 1;
try {
  code = await vitest(spark);
} finally {
  await spark.stop();
}
process.exitCode = code;

function vitest({ endpoint, token, mark }) {
  const root = join(import.meta.dirname, '../..');
  const child = spawn(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--root',
      root,
      '--config',
      join(root, 'test/spark/vitest.config.ts'),
      ...process.argv.slice(2),
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        HOLLING_SPARK_TEST_ENDPOINT: endpoint,
        HOLLING_SPARK_TEST_MARK: mark,
        HOLLING_SPARK_TOKEN: token,
      },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve) => child.once('close', (status) => resolve(status ?? 1)));
}
