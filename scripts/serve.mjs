/** A small static server for the built page: this machine only, no special headers. */
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const CONTENT_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Serves a folder on localhost, over IPv4 and, where there is one, IPv6. Port 0: any free one.
 * Rejects with the system's error (`code` EADDRINUSE when the port is taken).
 * Until `isWhole` says so, every request is answered with a page that says that it is being built and reloads itself.
 * @param {string} folder
 * @param {number} port
 * @param {() => boolean} [isWhole]
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function serve(folder, port, isWhole = () => true) {
  const site = { root: resolve(folder), isWhole };
  const first = await listen(site, port, '127.0.0.1');
  const chosen = /** @type {import('node:net').AddressInfo} */ (first.address()).port;
  const servers = [first];
  try {
    servers.push(await listen(site, chosen, '::1'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE') {
      await close(first);
      throw error;
    }
    // A machine without IPv6 is served over IPv4 alone.
  }
  return {
    port: chosen,
    close: async () => {
      await Promise.all(servers.map(close));
    },
  };
}

/**
 * @param {{ root: string, isWhole: () => boolean }} site
 * @param {number} port
 * @param {string} host
 * @returns {Promise<import('node:http').Server>}
 */
function listen({ root, isWhole }, port, host) {
  const server = createServer((request, response) => {
    const answered = isWhole() ? answer(root, request) : Promise.resolve(building());
    answered.then(
      ({ status, headers, body }) => {
        response.writeHead(status, headers);
        response.end(request.method === 'HEAD' ? undefined : body);
      },
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolveServer, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => resolveServer(server));
  });
}

/**
 * @param {string} root
 * @param {import('node:http').IncomingMessage} request
 */
async function answer(root, request) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return text(405, 'Only GET and HEAD are answered here.');
  }
  const path = fileFor(root, request.url ?? '/');
  const found = path && (await stat(path).catch(() => undefined));
  const file = found?.isDirectory() ? join(path, 'index.html') : path;
  const body = file && (await readFile(file).catch(() => undefined));
  if (!file || !body) return text(404, 'There is no such file.');
  // Built assets carry a hash of their content in the name.
  const cacheControl = file.startsWith(join(root, 'assets') + sep)
    ? 'max-age=31536000, immutable'
    : 'no-cache';
  const type = CONTENT_TYPES[/** @type {keyof typeof CONTENT_TYPES} */ (extname(file))];
  return {
    status: 200,
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-length': body.length,
      'cache-control': cacheControl,
    },
    body,
  };
}

/** Half a build is no page: what a browser asks for meanwhile is asked for again after a second. */
function building() {
  const body = `<!doctype html>
<html lang="en">
  <meta charset="utf-8" />
  <meta http-equiv="refresh" content="1" />
  <title>CSMF playground</title>
  <p>The page is being built. It opens here by itself, in half a minute or so.</p>
</html>
`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'retry-after': '1',
  };
  return { status: 503, headers, body };
}

/**
 * The file an address stands for; undefined when it is malformed or would leave the folder.
 * @param {string} root
 * @param {string} address
 */
function fileFor(root, address) {
  let path;
  try {
    path = decodeURIComponent(address.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = resolve(root, `.${path.startsWith('/') ? path : `/${path}`}`);
  return file === root || file.startsWith(root + sep) ? file : undefined;
}

/**
 * @param {number} status
 * @param {string} body
 */
function text(status, body) {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** @param {import('node:http').Server} server */
function close(server) {
  server.closeAllConnections();
  return new Promise((resolveClose) => server.close(resolveClose));
}
