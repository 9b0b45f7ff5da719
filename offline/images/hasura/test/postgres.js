import { execFile, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const PASSWORD = 'p@ss/word:1';
const IMAGE = /^postgres=(.*)$/m.exec(readFileSync(new URL('../../../../components/src/main/resources/dev/nself/model/images.properties', import.meta.url), 'utf8'))?.[1];

/** The database as the platform prepares it: a role for each service, schemas with their owners, extensions. */
const PREPARED = `
  CREATE ROLE hasura LOGIN PASSWORD '${PASSWORD}';
  CREATE ROLE auth LOGIN PASSWORD '${PASSWORD}';
  CREATE ROLE app LOGIN PASSWORD '${PASSWORD}' NOBYPASSRLS;
  CREATE ROLE migrator NOLOGIN;
  CREATE EXTENSION citext WITH SCHEMA public;
  CREATE EXTENSION pgcrypto WITH SCHEMA public;
  ALTER SCHEMA public OWNER TO migrator;
  CREATE SCHEMA auth AUTHORIZATION auth;
  CREATE SCHEMA hdb_catalog AUTHORIZATION hasura;
  GRANT USAGE ON SCHEMA public TO hasura, auth, app;
  GRANT USAGE ON SCHEMA auth TO hasura;
  ALTER DEFAULT PRIVILEGES FOR ROLE auth IN SCHEMA auth GRANT SELECT ON TABLES TO hasura;
  ALTER DEFAULT PRIVILEGES FOR ROLE migrator IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO hasura, app;
  ALTER DEFAULT PRIVILEGES FOR ROLE migrator IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO hasura, app;`;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

function binaries() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).filter((v) => existsSync(join(root, v, 'bin/initdb'))) : [];
  return versions.length ? join(root, versions.sort((a, b) => b - a)[0], 'bin') : undefined;
}

function hasImage() {
  try {
    execFileSync('docker', ['image', 'inspect', IMAGE], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Why no PostgreSQL can be had, for the tests that then skip; undefined when one can. */
export const unavailable = binaries() || hasImage() ? undefined
  : `neither PostgreSQL's programs under /usr/lib/postgresql nor the image ${IMAGE} is here`;

const certificate = (folder) => execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=private-ca',
  '-keyout', join(folder, 'server.key'), '-out', join(folder, 'server.crt')], { stdio: 'ignore' });

/** Debian's own PostgreSQL in a folder that goes away with it. The server refuses root, so root lends it the user postgres. */
class LocalServer {
  constructor(port) {
    this.port = port;
    this.folder = mkdtempSync(join(tmpdir(), 'nself-test-kit-'));
    this.asRoot = process.getuid() === 0;
    if (this.asRoot) execFileSync('chown', ['postgres', this.folder]);
    this.data = join(this.folder, 'data');
  }

  owner() {
    const id = (flag) => Number(execFileSync('id', [flag, 'postgres']).toString());
    return this.asRoot ? { uid: id('-u'), gid: id('-g') } : {};
  }

  async create() {
    await run(join(binaries(), 'initdb'), ['-D', this.data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'], this.owner());
    certificate(this.data);
    execFileSync('chmod', ['600', join(this.data, 'server.key')]);
    if (this.asRoot) execFileSync('chown', ['postgres', join(this.data, 'server.key'), join(this.data, 'server.crt')]);
    execFileSync('sh', ['-c', `printf 'hostssl all postgres all trust\\nhostssl all all all scram-sha-256\\n' > ${this.data}/pg_hba.conf`]);
  }

  async start() {
    this.process = spawn(join(binaries(), 'postgres'), ['-D', this.data, '-p', this.port, '-k', this.folder, '-c', 'ssl=on', '-c', 'fsync=off',
      '-c', 'listen_addresses=127.0.0.1'], { ...this.owner(), stdio: 'ignore' });
  }

  async stop() {
    const ended = once(this.process, 'exit');
    this.process.kill('SIGINT');
    await ended;
  }

  async remove() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The kit's PostgreSQL image, or the published one where that is what this machine has. */
class ContainerServer {
  constructor(port) {
    this.port = port;
    this.name = `nself-test-kit-postgres-${port}`;
  }

  async create() {
    const folder = mkdtempSync(join(tmpdir(), 'nself-test-kit-'));
    certificate(folder);
    await run('docker', ['create', '--name', this.name, '-p', `127.0.0.1:${this.port}:5432`, '-e', 'POSTGRES_HOST_AUTH_METHOD=trust', '--entrypoint', 'bash', IMAGE, '-c',
      'install -m 600 -o postgres /server.key /tmp/server.key && exec docker-entrypoint.sh postgres -c ssl=on -c ssl_cert_file=/server.crt -c ssl_key_file=/tmp/server.key -c fsync=off']);
    for (const file of ['server.key', 'server.crt']) await run('docker', ['cp', join(folder, file), `${this.name}:/${file}`]);
    rmSync(folder, { recursive: true, force: true });
  }

  async start() {
    await run('docker', ['start', this.name]);
  }

  async stop() {
    await run('docker', ['stop', '-t', '20', this.name]);
  }

  async remove() {
    await run('docker', ['rm', '-f', '-v', this.name]);
  }
}

export class Postgres {
  static async start() {
    const port = await freePort();
    const server = binaries() ? new LocalServer(port) : new ContainerServer(port);
    const postgres = new Postgres(server, port);
    await server.create();
    await postgres.up();
    await postgres.sql(PREPARED);
    return postgres;
  }

  constructor(server, port) {
    this.server = server;
    this.port = port;
  }

  url(role) {
    return `postgres://${role}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.port}/postgres?sslmode=require`;
  }

  /** As the superuser, or as `role`, which is how migrations run. */
  async sql(text, role) {
    const client = new pg.Client({ host: '127.0.0.1', port: this.port, user: 'postgres', database: 'postgres', ssl: { rejectUnauthorized: false } });
    await client.connect();
    try {
      if (role) await client.query(`SET ROLE ${role}`);
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  async up() {
    await this.server.start();
    // The image's entry point runs a first server without TCP, so the first answer over TCP is the real one.
    for (let tries = 0; ; tries++) {
      try {
        return await this.sql('SELECT 1');
      } catch (error) {
        if (tries > 150) throw error;
        await new Promise((resolve) => { setTimeout(resolve, 200); });
      }
    }
  }

  async down() {
    await this.server.stop();
  }

  async remove() {
    await this.server.remove();
  }
}
