import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:http';

const VERSION = '1.0.13-stand-in';
const NEIGHBOURS = {
  hasura: 'http://hasura:8080/healthz',
  auth: 'http://auth:4000/healthz',
  functions: 'http://functions:3000/healthz',
  storage: 'http://storage:9000/minio/health/live',
};

const escape = (text) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

async function stateOf(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok ? 'healthy' : 'unhealthy';
  } catch (error) {
    return error.cause?.code === 'ENOTFOUND' || error.cause?.code === 'EAI_AGAIN' ? 'not in this platform' : 'unreachable';
  }
}

async function statesOf(neighbours) {
  return Object.fromEntries(await Promise.all(Object.entries(neighbours).map(async ([name, url]) => [name, await stateOf(url)])));
}

const writable = (folder) => access(folder, constants.R_OK | constants.W_OK).then(() => true, () => false);

/** As the published program: without a Docker socket, which the platform never gives, it calls itself unhealthy and serves. */
async function health({ data, neighbours }) {
  const states = await statesOf(neighbours);
  return {
    status: 'unhealthy', version: VERSION, standIn: 'nself offline kit', uptime: process.uptime(),
    checks: { docker: false, filesystem: await writable(data), hasura: states.hasura === 'healthy' }, dependencies: states,
  };
}

async function page({ domain, neighbours }) {
  const rows = Object.entries(await statesOf(neighbours)).map(([name, state]) => `<tr><th>${escape(name)}</th><td>${escape(state)}</td></tr>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>nself admin (stand-in)</title>
<h1>${escape(domain)}</h1><p>This is the stand-in of the offline kit for nself-admin ${escape(VERSION)}: it shows how the services are and changes nothing.</p>
<table>${rows.join('')}</table></html>\n`;
}

export function serve({ domain = 'localhost', data = '/app/data', neighbours = NEIGHBOURS } = {}) {
  const settings = { domain, data, neighbours };
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const send = (status, type, text) => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'application/json', '{"error":"the stand-in changes nothing"}');
    if (pathname === '/api/health') return send(503, 'application/json', JSON.stringify(await health(settings)));
    if (pathname === '/' || pathname === '/login') return send(200, 'text/html; charset=utf-8', await page(settings));
    return send(404, 'application/json', '{"error":"there is no such page in the stand-in"}');
  });
}
