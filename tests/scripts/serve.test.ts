import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTests } from '../../scripts/countTests.mjs';
import { serve } from '../../scripts/serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'csmf-serve-'));
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'not for the web');
  writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'dist', 'assets', 'kernels.wasm'), new Uint8Array([0, 97, 115, 109]));
  server = await serve(join(folder, 'dist'), 0);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const fetched = (path: string) => fetch(`http://localhost:${server.port}${path}`);

/** The status line for a request whose path no client would send unchanged. */
function rawStatus(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('end', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
  });
}

describe('the static server', () => {
  it('answers the root and a query with the page', async () => {
    for (const path of ['/', '/?engine=wasm']) {
      const response = await fetched(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('calls WASM by its type, so that it can be compiled while it streams', async () => {
    const response = await fetched('/assets/kernels.wasm');
    expect(response.headers.get('content-type')).toBe('application/wasm');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect((await response.arrayBuffer()).byteLength).toBe(4);
  });

  it('never leaves its folder, and answers nonsense with 404', async () => {
    for (const path of [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/%00',
      '/%zz',
      '//secret.txt',
    ]) {
      expect(await rawStatus(path)).toBe('HTTP/1.1 404 Not Found');
    }
  });

  it('only lets read', async () => {
    const response = await fetch(`http://localhost:${server.port}/`, { method: 'POST' });
    expect(response.status).toBe(405);
  });

  it('refuses a port that is taken', async () => {
    await expect(serve(folder, server.port)).rejects.toHaveProperty('code', 'EADDRINUSE');
  });
});

describe('a page that is being built', () => {
  it('is not served by halves: every address says so, is asked for again by itself, and is kept nowhere', async () => {
    let isWhole = false;
    const building = await serve(join(folder, 'dist'), 0, () => isWhole);
    const answers = async (path: string) => fetch(`http://localhost:${building.port}${path}`);
    for (const path of ['/', '/assets/kernels.wasm', '/assets/none.js']) {
      const response = await answers(path);
      expect([response.status, response.headers.get('cache-control')]).toEqual([503, 'no-store']);
      const text = await response.text();
      expect(text).toContain('being built');
      expect(text).toContain('<meta http-equiv="refresh" content="1" />');
    }
    isWhole = true;
    expect(await (await answers('/')).text()).toBe('<!doctype html>');
    await building.close();
  });
});

describe('the count of tests', () => {
  const counted = (report: unknown, status: number) => {
    const path = join(folder, 'report.json');
    writeFileSync(path, typeof report === 'string' ? report : JSON.stringify(report));
    return countTests(path, status);
  };
  const file = (status: string, ...tests: string[]) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  });

  it('is what vitest reports when all is well', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 0,
      testResults: [file('passed', 'passed', 'passed')],
    };
    expect(counted(report, 0)).toEqual({ passed: 2, failed: 0 });
  });

  it('counts a file that could not be loaded beside the failed tests', () => {
    const testResults = [file('failed', 'passed', 'failed'), file('failed')];
    expect(counted({ numPassedTests: 1, numFailedTests: 1, testResults }, 1)).toEqual({
      passed: 1,
      failed: 2,
    });
  });

  it('counts a run that failed outside of any test, and one that left no report', () => {
    const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] };
    expect(counted(report, 1)).toEqual({ passed: 1, failed: 1 });
    expect(counted('', 1)).toEqual({ passed: 0, failed: 1 });
    expect(countTests(join(folder, 'missing.json'), 0)).toEqual({ passed: 0, failed: 1 });
  });
});
