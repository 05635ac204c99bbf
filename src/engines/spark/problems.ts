import { type Fault, type Problem, ProblemError } from '../../core/problem.ts';
import { type Endpoint, shownEndpoint, TOKEN } from './endpoint.ts';
import { isSparkFault, type SparkFault } from './fault.ts';

type Advice = Pick<Problem, 'why' | 'fix'>;

/** A fault of Spark or of the line to it as a problem; other errors as they are. The token is in none of them. */
export function asProblem(error: unknown, endpoint: Endpoint): unknown {
  if (!isSparkFault(error)) return error;
  const { code, fault, where, ...advice } = adviceOf(error, endpoint);
  const text = withoutToken(saidBy(error), endpoint).slice(0, 400);
  return new ProblemError([{ code, where, saw: { en: text, zh: text }, ...advice }], fault);
}

/** The first line of the root cause, which names what went wrong. */
function saidBy({ causes, message }: SparkFault): string {
  const lines = causes.map((cause) => cause.split('\n')[0]!.trim()).filter((line) => line !== '');
  const said = lines.findLast((line) => line.startsWith('[')) ?? lines.at(-1) ?? message;
  return /Last error: (?:Error: )?(.*?)\.? Resolution note/.exec(said)?.[1] ?? said;
}

function withoutToken(text: string, { token }: Endpoint): string {
  return token === undefined ? text : text.replaceAll(token, '...');
}

const [CANCELLED, LATE, DENIED, UNIMPLEMENTED, UNAVAILABLE, UNAUTHENTICATED] = [1, 4, 7, 12, 14, 16];

function adviceOf(
  error: SparkFault,
  endpoint: Endpoint,
): Advice & { code: string; fault: Fault; where: string } {
  const { code, causes } = error;
  const where = shownEndpoint(endpoint);
  const said = causes.join('\n');
  if (code === UNAVAILABLE && isOfTls(said))
    return {
      code: 'engine/tls',
      fault: 'machine',
      where,
      why: {
        en: 'no encrypted line to the server could be made, or its certificate is not trusted here',
        zh: '无法与服务器建立加密连接，或其证书在此不受信任',
      },
      fix: {
        en: 'check use_ssl in --endpoint and the port; name the certificate of a private authority in NODE_EXTRA_CA_CERTS',
        zh: '请检查 --endpoint 中的 use_ssl 与端口；私有机构的证书用环境变量 NODE_EXTRA_CA_CERTS 指定',
      },
    };
  if (code === UNAUTHENTICATED || code === DENIED)
    return {
      code: 'engine/token',
      fault: 'usage',
      where,
      why: {
        en: endpoint.token === undefined ? 'the server asks for a token' : 'the server refused the token',
        zh: endpoint.token === undefined ? '服务器要求令牌' : '服务器拒绝了该令牌',
      },
      fix: { en: `put a valid token into ${TOKEN}`, zh: `请将有效令牌放入环境变量 ${TOKEN}` },
    };
  if (code === UNAVAILABLE || code === UNIMPLEMENTED || code === LATE)
    return {
      code: code === UNAVAILABLE ? 'engine/no-server' : 'engine/server',
      fault: 'machine',
      where,
      why: {
        en:
          code === UNIMPLEMENTED
            ? 'what answers there does not speak Spark Connect'
            : 'the Spark Connect server cannot be reached, or failed; nothing was written here',
        zh:
          code === UNIMPLEMENTED
            ? '该处的服务不支持 Spark Connect'
            : '无法连接 Spark Connect 服务器，或服务器出错；本地未写出任何结果',
      },
      fix: {
        en: 'check the address and that the server (Spark 4) is running, then run it again',
        zh: '请检查地址并确认服务器（Spark 4）正在运行，然后重试',
      },
    };
  return { where, ...refusedAdvice(error) };
}

function refusedAdvice({ code, errorClass }: SparkFault): Advice & { code: string; fault: Fault } {
  if (/^INVALID_HANDLE\.SESSION/.test(errorClass))
    return {
      code: 'engine/session-lost',
      fault: 'machine',
      why: {
        en: 'the server ended the session, and what it kept for this run with it',
        zh: '服务器结束了会话，本次运行的中间数据随之丢失',
      },
      fix: { en: 'run it again', zh: '请重新运行' },
    };
  if (code === CANCELLED || /^OPERATION_CANCELED/.test(errorClass))
    return {
      code: 'engine/interrupted',
      fault: 'machine',
      why: { en: 'somebody else stopped the query on the server', zh: '查询在服务器上被他人中止' },
      fix: { en: 'ask who runs the server, then run it again', zh: '请询问服务器管理者后重新运行' },
    };
  if (/^(PATH_NOT_FOUND|TABLE_OR_VIEW_NOT_FOUND|UNABLE_TO_INFER_SCHEMA|SCHEMA_NOT_FOUND)/.test(errorClass))
    return {
      code: 'data/no-table',
      fault: 'study',
      why: {
        en: 'the cluster does not find the data under this name',
        zh: '集群上没有该名称的数据',
      },
      fix: {
        en: 'correct data.file, units.file or --data-path; the path is one that every machine of the cluster sees',
        zh: '请更正 data.file、units.file 或 --data-path；该路径须为集群各机器都能看到的路径',
      },
    };
  if (/PARQUET_COLUMN_DATA_TYPE_MISMATCH|CANNOT_MERGE_SCHEMA/.test(errorClass))
    return {
      code: 'data/parquet-type',
      fault: 'study',
      why: {
        en: 'the files of one folder do not have the same types of columns',
        zh: '同一文件夹中各文件的列类型不一致',
      },
      fix: { en: 'write the files again with the same types', zh: '请以一致的类型重新写出这些文件' },
    };
  return {
    code: 'engine/refused',
    fault: 'machine',
    why: { en: 'Spark refused or could not finish a step of the plan', zh: 'Spark 拒绝或无法完成某一步' },
    fix: {
      en: 'mend what the text names (rights, space, types) on the cluster, or run it with another engine',
      zh: '请在集群上处理文中所述问题（权限、空间、类型），或改用其他引擎',
    },
  };
}

function isOfTls(text: string): boolean {
  return /\bSSL|\bTLS|certificate|ERR_TLS|EPROTO/i.test(text);
}
