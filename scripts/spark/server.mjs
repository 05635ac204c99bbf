// A Spark Connect server with two executor processes, for as long as the process that started it lives.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The shell leads a process group of its own. It stops the whole group when its input closes, which also happens when
// the process that holds the other end is killed; it ends by itself when Spark does.
const GUARD =
  '{ "$@" </dev/null; kill -KILL $$; } & cat; trap "" TERM; kill -TERM -$$; sleep 3; kill -KILL -$$';

/** Short-lived virtual machines spend most of their time compiling; the first compiler is enough for them. */
const QUICK = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

export async function startSpark(home, { executors = 2, quick = true } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'holling-spark-'));
  const port = await freePort();
  const mark = `holling-${randomUUID()}`;
  const token = randomUUID();
  const log = join(folder, 'log.txt');
  const options = `-Dholling.mark=${mark}${quick ? ` ${QUICK}` : ''}`;
  const settings = {
    'spark.ui.enabled': 'false',
    'spark.sql.catalogImplementation': 'in-memory',
    'spark.sql.warehouse.dir': join(folder, 'warehouse'),
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': port,
    'spark.connect.authenticate.token': token,
    'spark.sql.shuffle.partitions': 2,
    'spark.driver.extraJavaOptions': `${options} -Djava.io.tmpdir=${folder}`,
    'spark.executor.extraJavaOptions': options,
    // A short study is answered soon after an executor was lost.
    'spark.task.maxFailures': 8,
    'spark.log.level': 'WARN',
  };
  const child = spawn(
    'sh',
    [
      '-c',
      GUARD,
      'sh',
      join(home, 'bin/spark-submit'),
      '--class',
      'org.apache.spark.sql.connect.service.SparkConnectServer',
      '--master',
      `local-cluster[${executors},1,1024]`,
      '--driver-memory',
      '1g',
      ...Object.entries(settings).flatMap(([key, value]) => ['--conf', `${key}=${value}`]),
    ],
    {
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        SPARK_HOME: home,
        SPARK_LOCAL_IP: '127.0.0.1',
        SPARK_LOCAL_DIRS: join(folder, 'local'),
        SPARK_WORKER_DIR: join(folder, 'work'),
      },
    },
  );
  const written = createWriteStream(log);
  child.stdout.pipe(written);
  child.stderr.pipe(written);
  const ended = new Promise((resolve) => child.once('close', resolve));
  const stop = async () => {
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answers(port, child);
  } catch (error) {
    const said = readFileSync(log, 'utf8').split('\n').slice(-30).join('\n');
    await stop();
    throw new Error(`${error.message}\n${said}`);
  }
  return { endpoint: `sc://127.0.0.1:${port}`, token, mark, folder, stop };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The port is opened when everything behind it is ready. */
async function answers(port, child) {
  const until = Date.now() + 300_000;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('Spark ended while it started');
    if (await canConnect(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('Spark did not answer within 5 minutes');
}

function canConnect(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const tell = (found) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => tell(true));
    socket.once('error', () => tell(false));
  });
}
