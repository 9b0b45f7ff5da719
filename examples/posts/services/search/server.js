// Full text search over the posts of the caller's tenant.
//
//   GET /search?q=<words>   Authorization: Bearer <token>   -> 200 {"posts": [...], "cached": true|false}
//   GET /health             -> 200 as soon as it serves
//
// Hasura checks the token and the permissions, so that this service knows no secret but the cache's password. Answers stay
// in Redis for some seconds under a hash of token and words: nobody can be answered from what another caller was allowed.
//
// Environment: HASURA_GRAPHQL_ENDPOINT, PORT (8000), REDIS_URL (none: no cache), CACHE_SECONDS (15).
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { Redis } from './redis.js';

const { HASURA_GRAPHQL_ENDPOINT, PORT = '8000', REDIS_URL, CACHE_SECONDS = '15' } = process.env;
if (!HASURA_GRAPHQL_ENDPOINT) {
  console.error('HASURA_GRAPHQL_ENDPOINT: not set; give the address of /v1/graphql');
  process.exit(1);
}
const cache = REDIS_URL ? new Redis(REDIS_URL) : undefined;
const QUERY = `query ($words: String!) {
  search_posts(args: {query: $words}, limit: 20) { id title content created_at author { display_name } }
}`;

async function search(words, authorization) {
  if (!/^Bearer \S+$/.test(authorization ?? '')) return [401, { error: 'sign in first: the header Authorization: Bearer <token> is missing' }];
  if (!words || words.length > 200) return [400, { error: 'the address must end in ?q=<words>, 1 to 200 characters' }];
  const key = `search:${createHash('sha256').update(`${authorization}\n${words}`).digest('hex')}`;
  const known = await remembered(() => cache?.get(key));
  if (known) return [200, { posts: JSON.parse(known), cached: true }];

  const response = await fetch(HASURA_GRAPHQL_ENDPOINT, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { words } }),
    signal: AbortSignal.timeout(10_000),
  });
  const { data, errors } = await response.json();
  if (errors) return refusal(errors[0]);
  await remembered(() => cache?.set(key, JSON.stringify(data.search_posts), Number(CACHE_SECONDS)));
  return [200, { posts: data.search_posts, cached: false }];
}

/** Without its cache the service is slower and not broken. */
async function remembered(command) {
  try {
    return await command();
  } catch (error) {
    console.warn(`the cache is left out: ${error.message}`);
    return undefined;
  }
}

function refusal({ message, extensions = {} }) {
  if (extensions.code === 'invalid-jwt' || extensions.code === 'access-denied') return [401, { error: message }];
  if (extensions.code === 'validation-failed') return [403, { error: 'this token may not read posts' }];
  throw new Error(`Hasura: ${message} (${extensions.code})`);
}

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url, 'http://search');
  if (request.method !== 'GET') return [405, { error: 'GET only' }];
  if (pathname === '/health') return [200, { status: 'ok' }];
  if (pathname === '/search') return search(searchParams.get('q')?.trim(), request.headers.authorization);
  return [404, { error: 'there is /search?q=<words> and /health' }];
}

const server = createServer((request, response) => {
  answer(request)
    .catch((error) => {
      console.error(error);
      return [502, { error: 'the search failed; its log says why' }];
    })
    .then(([status, body]) => response
      .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(body)));
});
server.listen(Number(PORT), () => console.log(`search listens on port ${PORT}`));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.close(() => process.exit(0)));
