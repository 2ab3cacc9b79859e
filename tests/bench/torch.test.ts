import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RowSpec } from '../../bench/results';
import { torchMessage } from '../../bench/torchMessage';
import { startTorch } from '../../bench/torchProcess';
import { workloadOf } from '../../bench/workload';
import { logitOffsets } from '../../src/engine/candidates';

const SPEC: RowSpec = {
  ...{ group: 'step', name: 'torch-dense-1', model: 'default', stage: 'exposure' },
  ...{ users: 40, items: 30, batch: 8 },
};

describe('the message to PyTorch', () => {
  it('describes every array that follows it: tables, layers, looked-up rows and corrections', () => {
    const workload = workloadOf(SPEC);
    const [line, ...arrays] = torchMessage(workload, { sparse: false, threads: 1 });
    const header = JSON.parse(new TextDecoder().decode(line));
    const named = new Map(
      (header.arrays as [string, string, number[]][]).map(([name, kind, shape], index) => {
        const bytes = Uint8Array.from(arrays[index]!);
        expect(bytes.length).toBe(4 * shape.reduce((size, next) => size * next, 1));
        const View = kind === 'int32' ? Int32Array : Float32Array;
        return [name, new View(bytes.buffer)];
      }),
    );
    expect(named.size).toBe(arrays.length);
    const { model, sides, batches } = workload;
    const { inputWidth, hiddenWidth } = model.users;
    expect(header.tables).toEqual({ users: 3, items: 4 });
    expect(named.get('users table 0')).toEqual(
      Float32Array.from(model.users.tables[0]!.weights).subarray(0, 40 * model.users.tables[0]!.width),
    );
    const hidden = Float32Array.from(model.users.hidden);
    expect(named.get('users W1')).toEqual(hidden.subarray(0, inputWidth * hiddenWidth));
    expect(named.get('users b1')).toEqual(hidden.subarray(-hiddenWidth));
    const { candidates } = batches[3]!;
    expect(named.get('items rows 3 2')).toEqual(
      candidates.map((item) => sides.items.lookups[2]!.rows[item]!),
    );
    expect(named.get('offsets 3')).toEqual(logitOffsets(batches[3]!));
  });
});

describe('a process of PyTorch', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'csmf-torch-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Starts a shell script in Python's place. */
  const startScript = (script: string) => {
    const interpreter = join(folder, 'interpreter');
    writeFileSync(interpreter, `#!/bin/sh\n${script}\n`);
    chmodSync(interpreter, 0o755);
    return startTorch('torch-dense-1', interpreter);
  };

  it('answers one request after another, and ends when it is closed', async () => {
    const script = `cat > /dev/null & echo '{"note":"1.13"}'; echo '{"samplesMs":[2],"loss":4}'; wait`;
    const process = await startScript(script);
    expect(await process.open(SPEC)).toEqual({ note: '1.13' });
    expect(await process.run(5)).toEqual({ samplesMs: [2], loss: 4 });
    const next = expect(process.run(5)).rejects.toThrow('Python has ended');
    await process.close();
    await next;
  });

  it('gives the reason why there is no fair row', async () => {
    const process = await startScript(`echo '{"error":"PyTorch has no fast BLAS: libblas.so.3"}'`);
    await expect(process.open(SPEC)).rejects.toThrow('PyTorch has no fast BLAS: libblas.so.3');
    await process.close();
  });

  it('gives the last line of what it wrote about its failure', async () => {
    const process = await startScript(`echo Traceback >&2; echo 'ImportError: no torch' >&2`);
    await expect(process.open(SPEC)).rejects.toThrow('ImportError: no torch');
    await process.close();
  });

  it('states that the interpreter does not start', async () => {
    const process = await startTorch('torch-dense-1', join(folder, 'none'));
    await expect(process.open(SPEC)).rejects.toThrow('ENOENT');
    await process.close();
  });
});
