import type { IncomingMessage, ServerResponse } from 'node:http';
import { Hono } from 'hono';
import { type Assets, codingOf } from './assets.ts';
import { hasCookie, isKnown, isSame, type Rules } from './guard.ts';
import { contentPolicy, secret } from './policy.ts';
import { refusal } from './refusal.ts';
import { notThere } from './study-store.ts';

type Bindings = { Bindings: { incoming: IncomingMessage; outgoing: ServerResponse } };

/** What stands in the built page in the place of the nonce. */
const NONCE = '__NONCE__';

/**
 * The page itself. The one-time address is exchanged for the cookie of this start; everything else, here and in the
 * applications added to it, is for those who have the cookie or the token.
 */
export function pageOf(assets: Assets, rules: Rules): Hono<Bindings> {
  const app = new Hono<Bindings>();
  let isUsed = false;
  app.use('*', async (c, next) => {
    const { incoming } = c.env;
    const head = { method: incoming.method!, url: incoming.url!, rawHeaders: incoming.rawHeaders };
    const given = c.req.path === '/' ? c.req.query('token') : undefined;
    if (given === undefined) {
      if (!isKnown(head, rules)) throw unknown();
      return next();
    }
    const isFirst = !isUsed && isSame(given, rules.token);
    if (!isFirst && !hasCookie(head, rules)) throw usedUp();
    if (isFirst) {
      isUsed = true;
      c.header('set-cookie', `${rules.cookie.name}=${rules.cookie.value}; HttpOnly; SameSite=Strict; Path=/`);
    }
    return c.redirect('/', 302);
  });
  app.get('/', (c) => {
    const nonce = secret();
    c.header('content-security-policy', contentPolicy(nonce));
    return c.html(assets.page.replaceAll(NONCE, nonce));
  });
  app.get('*', async (c, next) => {
    const asset = assets.files.get(c.req.path);
    if (!asset) return next();
    const coding = codingOf(asset, c.req.header('accept-encoding') ?? '');
    return c.body(coding ? await asset.coded(coding) : asset.bytes, 200, {
      'content-type': asset.type,
      'cache-control': asset.isHashed ? 'private, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(coding ? { 'content-encoding': coding } : {}),
    });
  });
  app.notFound(() => {
    throw notThere('address');
  });
  return app;
}

function unknown() {
  return refusal(
    401,
    'server/token',
    'token',
    { en: 'no token of this start', zh: '缺少本次启动的令牌' },
    { en: 'only those who started the workbench may use it', zh: '只有启动工作台的人可以使用' },
    {
      en: 'open the address that "holling open" printed; a script sends its token as x-holling-token',
      zh: '请打开 "holling open" 输出的地址；脚本应以 x-holling-token 头发送令牌',
    },
  );
}

function usedUp() {
  return refusal(
    403,
    'server/token-used',
    'token',
    { en: 'a token that is wrong or was used before', zh: '令牌错误或已使用过' },
    { en: 'the address works once, in one browser', zh: '该地址只能在一个浏览器中使用一次' },
    { en: 'stop the server and run "holling open" again', zh: '请停止服务后重新运行 "holling open"' },
  );
}
