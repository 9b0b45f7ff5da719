// Puts files into the object storage of the caller's tenant and gets them out again, without their bytes passing through
// here: the client sends to, and fetches from, the storage itself with an address that is signed for a few minutes.
//
//   POST /upload {"filename", "contentType", "size"}  -> 201 {"id", "key", "put": {"url", "headers"}, "expiresIn"}
//   GET  /upload?id=<id>                              -> 200 {"id", "filename", "contentType", "size", "url", "expiresIn"}
//
// Who may do what is decided where it is for every client: Hasura checks the caller's token and the row permissions of
// files, and the database computes the object's key, which begins with the tenant. So neither the admin secret nor the
// JWT key is needed here.
//
// Environment: HASURA_GRAPHQL_ENDPOINT, S3_PUBLIC_URL (the storage as the client reaches it), S3_BUCKET, S3_REGION,
// S3_ACCESS_KEY, S3_SECRET_KEY.
const { createHash, createHmac } = require('node:crypto');

const EXPIRES_IN = 300; // seconds

const INSERT = `mutation ($file: files_insert_input!) {
  insert_files_one(object: $file) { id object_key }
}`;
const SELECT = `query ($id: uuid!) {
  files_by_pk(id: $id) { id filename content_type size object_key }
}`;

class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

module.exports = async function upload(req, res) {
  try {
    const token = bearer(req);
    if (req.method === 'POST') res.status(201).json(await newFile(req.body ?? {}, token));
    else if (req.method === 'GET') res.status(200).json(await existingFile(req.query.id, token));
    else throw new Refusal(405, 'POST a new file or GET one by its id');
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error);
    const status = error.status ?? 500;
    res.status(status).json({ error: status < 500 ? error.message : 'the upload failed; its log says why' });
  }
};

async function newFile({ filename, contentType, size }, token) {
  if (typeof filename !== 'string' || typeof contentType !== 'string' || !Number.isSafeInteger(size)) {
    throw new Refusal(400, 'the body must be {"filename": text, "contentType": text, "size": whole number of bytes}');
  }
  const { insert_files_one: file } = await graphql(INSERT, { file: { filename, content_type: contentType, size } }, token);
  const headers = { 'content-length': String(size), 'content-type': contentType };
  return {
    id: file.id,
    key: file.object_key,
    put: { url: presign('PUT', file.object_key, headers), headers },
    expiresIn: EXPIRES_IN,
  };
}

async function existingFile(id, token) {
  if (!/^[0-9a-f-]{36}$/i.test(id ?? '')) throw new Refusal(400, 'the address must end in ?id=<uuid>');
  const { files_by_pk: file } = await graphql(SELECT, { id }, token);
  if (!file) throw new Refusal(404, 'there is no such file, or it is not yours to see');
  return {
    id: file.id,
    filename: file.filename,
    contentType: file.content_type,
    size: Number(file.size),
    url: presign('GET', file.object_key, {}),
    expiresIn: EXPIRES_IN,
  };
}

function bearer(req) {
  const authorization = req.headers.authorization ?? '';
  if (!/^Bearer \S+$/.test(authorization)) throw new Refusal(401, 'sign in first: the header Authorization: Bearer <token> is missing');
  return authorization;
}

/** Asks Hasura as the caller; what Hasura or the database refuses is the caller's mistake. */
async function graphql(query, variables, authorization) {
  const response = await fetch(process.env.HASURA_GRAPHQL_ENDPOINT, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  });
  const { data, errors } = await response.json();
  if (!errors) return data;
  const [{ message, extensions = {} }] = errors;
  switch (extensions.code) {
    case 'invalid-jwt':
    case 'access-denied':
      throw new Refusal(401, message);
    case 'constraint-violation':
    case 'permission-error':
    case 'data-exception':
    case 'validation-failed':
    case 'not-found':
      throw new Refusal(422, message);
    default:
      throw new Error(`Hasura: ${message} (${extensions.code})`);
  }
}

/** An address of the object that works for a few minutes: AWS signature version 4 in the query. The headers are part of it. */
function presign(method, key, headers, now = new Date()) {
  const { S3_PUBLIC_URL, S3_BUCKET, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY } = process.env;
  const base = new URL(S3_PUBLIC_URL);
  const path = ['', S3_BUCKET, ...key.split('/')].map(encode).join('/');
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const scope = `${time.slice(0, 8)}/${S3_REGION}/s3/aws4_request`;
  const signed = Object.entries({ host: base.host, ...headers }).sort(([a], [b]) => (a < b ? -1 : 1));
  const query = Object.entries({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${S3_ACCESS_KEY}/${scope}`,
    'X-Amz-Date': time,
    'X-Amz-Expires': EXPIRES_IN,
    'X-Amz-SignedHeaders': signed.map(([name]) => name).join(';'),
  }).map(([name, value]) => `${name}=${encode(value)}`).join('&');
  const request = [method, path, query, ...signed.map(([name, value]) => `${name}:${value}`), '',
    signed.map(([name]) => name).join(';'), 'UNSIGNED-PAYLOAD'].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(request).digest('hex')].join('\n');
  const signingKey = scope.split('/').reduce((secret, part) => hmac(secret, part), `AWS4${S3_SECRET_KEY}`);
  return `${base.origin}${path}?${query}&X-Amz-Signature=${hmac(signingKey, toSign).toString('hex')}`;
}

const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/** RFC 3986, as the signature wants it: encodeURIComponent leaves five characters alone that must be encoded. */
const encode = (text) => encodeURIComponent(text)
  .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
