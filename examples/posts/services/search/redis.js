import net from 'node:net';
import tls from 'node:tls';

/**
 * As much of a Redis client as a cache needs: one connection, opened when it is first wanted and again after it broke.
 * A command fails when Redis does not answer within a second: a cache that is slow is no cache.
 */
export class Redis {
  /** @param {string} url redis://[user]:[password]@host:port, or rediss:// for TLS */
  constructor(url) {
    this.url = new URL(url);
    this.waiting = [];
  }

  get(key) {
    return this.#send(['GET', key]);
  }

  set(key, value, seconds) {
    return this.#send(['SET', key, value, 'EX', String(seconds)]);
  }

  #send(command) {
    return new Promise((resolve, reject) => {
      const socket = this.socket ?? this.#connect();
      this.waiting.push({ resolve, reject });
      socket.write(encode(command));
    });
  }

  #connect() {
    const { protocol, hostname: host, port, username, password } = this.url;
    const secure = protocol === 'rediss:';
    const socket = (secure ? tls : net).connect({ host, port: Number(port || 6379), servername: secure ? host : undefined });
    this.socket = socket;
    this.received = Buffer.alloc(0);
    socket.setTimeout(1000, () => this.waiting.length && socket.destroy(new Error('no answer within a second')));
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', (error) => this.#close(socket, error));
    socket.on('close', () => this.#close(socket, new Error('the connection was closed')));
    if (password) {
      this.waiting.push({ resolve() {}, reject: (error) => socket.destroy(error) });
      socket.write(encode(['AUTH', decodeURIComponent(username) || 'default', decodeURIComponent(password)]));
    }
    return socket;
  }

  #receive(chunk) {
    this.received = Buffer.concat([this.received, chunk]);
    for (let reply = parse(this.received); reply; reply = parse(this.received)) {
      this.received = this.received.subarray(reply.length);
      const { resolve, reject } = this.waiting.shift();
      if (reply.value instanceof Error) reject(reply.value);
      else resolve(reply.value);
    }
  }

  /** A socket tells of its end twice, and another may have taken its place meanwhile. */
  #close(socket, error) {
    if (this.socket !== socket) return;
    this.socket = undefined;
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }
}

const encode = (parts) => `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;

/** The first whole reply in what came in, or undefined while it is not whole. Commands here answer with no other kinds. */
function parse(bytes) {
  const end = bytes.indexOf('\r\n');
  if (end < 0) return undefined;
  const text = bytes.toString('utf8', 1, end);
  const kind = String.fromCharCode(bytes[0]);
  if (kind === '-') return { value: new Error(text), length: end + 2 };
  if (kind !== '$') return { value: text, length: end + 2 };
  const size = Number(text);
  if (size < 0) return { value: null, length: end + 2 };
  const last = end + 2 + size;
  return bytes.length < last + 2 ? undefined : { value: bytes.toString('utf8', end + 2, last), length: last + 2 };
}
