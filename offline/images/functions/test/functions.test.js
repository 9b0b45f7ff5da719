const assert = require('node:assert/strict');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { after, before, describe, it } = require('node:test');
const { start } = require('../src/server.js');

const PROJECT = {
  'package.json': '{"name":"functions"}',
  'package-lock.json': '{"name":"functions","lockfileVersion":3,"packages":{"":{"name":"functions"}}}',
  'functions/hello.js': "module.exports = (req, res) => res.send(`hello ${req.query.name ?? 'world'}`);",
  'functions/typed.ts': `import { createHash } from 'node:crypto';
    import { shout } from './_lib/shout';
    type Body = { text: string };
    export default async (req: { method: string; body: Body }, res: any): Promise<void> => {
      res.status(201).json({ method: req.method, text: shout(req.body.text), sum: createHash('sha256').update(req.body.text).digest('hex').length });
    };`,
  'functions/_lib/shout.ts': 'export const shout = (text: string): string => text.toUpperCase();',
  'functions/_secret.js': "module.exports = (req, res) => res.send('never');",
  'functions/users/index.js': "module.exports = { default: (req, res) => res.send('users') };",
  'functions/users/detail.js': "module.exports = (req, res) => res.send('detail');",
  'functions/broken.ts': 'export default (',
  'functions/nothing.js': 'module.exports = { value: 1 };',
  'functions/fails.js': "module.exports = async () => { throw new Error('a secret of the inside'); };",
  'functions/fetches.js': "const dep = require('preinstalled'); module.exports = (req, res) => res.send(dep());",
  'node_modules/preinstalled/package.json': '{"name":"preinstalled","main":"main.js"}',
  'node_modules/preinstalled/main.js': "module.exports = () => 'from a package';",
};

function write(files) {
  const root = mkdtempSync(join(tmpdir(), 'nself-test-functions-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

describe('functions', () => {
  let root, server, base;

  before(async () => {
    root = write(PROJECT);
    server = await start(root, 0);
    base = `http://127.0.0.1:${server.address().port}`;
  });

  after(() => {
    server.close();
    server.closeAllConnections();
    rmSync(root, { recursive: true });
  });

  const get = async (path) => {
    const response = await fetch(base + path);
    return [response.status, await response.text()];
  };

  it('answers its health check', async () => assert.deepEqual(await get('/healthz'), [200, 'ok']));

  it('serves a file at its path without the ending', async () => {
    assert.deepEqual(await get('/hello?name=Ann'), [200, 'hello Ann']);
    assert.deepEqual(await get('/users/detail'), [200, 'detail']);
  });

  it('serves index at its folder', async () => assert.deepEqual(await get('/users/'), [200, 'users']));

  it('serves TypeScript with its relative imports, whatever the method', async () => {
    const response = await fetch(`${base}/typed`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"text":"quiet"}' });
    assert.deepEqual([response.status, await response.json()], [201, { method: 'PUT', text: 'QUIET', sum: 64 }]);
  });

  it('lets a function use the packages of the project', async () => assert.deepEqual(await get('/fetches'), [200, 'from a package']));

  it('does not serve what begins with an underscore or exports no function', async () => {
    for (const path of ['/_secret', '/_lib/shout', '/nothing', '/unknown']) assert.equal((await get(path))[0], 404, path);
  });

  it('answers 500 for a function that fails or cannot be loaded, without telling why, and goes on', async () => {
    for (const path of ['/fails', '/broken']) {
      const [status, text] = await get(path);
      assert.equal(status, 500);
      assert.doesNotMatch(text, /secret of the inside/);
    }
    assert.equal((await get('/hello'))[0], 200);
  });

  it('takes JSON of up to 6 MB', async () => {
    const send = (size) => fetch(`${base}/hello`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text: 'x'.repeat(size) }) });
    assert.deepEqual([(await send(5 * 1024 * 1024)).status, (await send(7 * 1024 * 1024)).status], [200, 413]);
  });

  it('refuses a project without a lock file, as the published program does', async () => {
    const { 'package-lock.json': _, ...unlocked } = PROJECT;
    const bare = write(unlocked);
    await assert.rejects(start(bare, 0), /No lock file found/);
    rmSync(bare, { recursive: true });
  });

  it('ends with a clear message when dependencies cannot be installed', async () => {
    const wanting = write({ ...PROJECT, 'package.json': '{"name":"functions","dependencies":{"absent":"1.0.0"}}', '.npmrc': 'registry=http://127.0.0.1:1/\nfetch-retries=0\n' });
    await assert.rejects(start(wanting, 0), /npm ci: failed in .*bring node_modules along/);
    rmSync(wanting, { recursive: true });
  });
});
