import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { serve } from '../src/server.js';

const listening = (server) => new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)); });

describe('admin', () => {
  const well = createServer((_request, response) => response.end('OK'));
  const ill = createServer((_request, response) => response.writeHead(503).end());
  let server, base;

  before(async () => {
    const neighbours = { hasura: await listening(well), auth: await listening(ill), storage: 'http://nowhere.invalid/', functions: 'http://127.0.0.1:1/' };
    server = serve({ domain: 'nself.<b>localhost', data: '/tmp', neighbours });
    base = await listening(server);
  });

  after(() => [server, well, ill].forEach((one) => {
    one.close();
    one.closeAllConnections();
  }));

  it('tells how each service is, and that it is a stand-in', async () => {
    const response = await fetch(`${base}/api/health`);
    const { standIn, dependencies, checks } = await response.json();
    assert.deepEqual([response.status, standIn, checks], [503, 'nself offline kit', { docker: false, filesystem: true, hasura: true }]);
    assert.deepEqual(dependencies, { hasura: 'healthy', auth: 'unhealthy', storage: 'not in this platform', functions: 'unreachable' });
  });

  it('shows a page that says so too', async () => {
    const response = await fetch(base);
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.match(text, /stand-in of the offline kit/);
    assert.ok(!text.includes('<b>'));
  });

  it('changes nothing', async () => {
    assert.equal((await fetch(base, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`${base}/api/services`)).status, 404);
  });
});
