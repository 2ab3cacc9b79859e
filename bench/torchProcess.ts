/** PyTorch's training step in a Python process of its own. */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RowSpec, RunTimes } from './results';
import type { RowProcess } from './rowProcess';
import { type TorchOptions, torchMessage } from './torchMessage';
import { workloadOf } from './workload';

/** Rows of PyTorch by their names; `threads` 0: as many as there are cores. */
const OPTIONS: Readonly<Record<string, TorchOptions>> = {
  'torch-dense-1': { sparse: false, threads: 1 },
  'torch-dense-all': { sparse: false, threads: 0 },
  'torch-sparse-1': { sparse: true, threads: 1 },
  'torch-sparse-all': { sparse: true, threads: 0 },
};

export const TORCH_NAMES: readonly string[] = Object.keys(OPTIONS);

const PROGRAM = fileURLToPath(new URL('./torchStep.py', import.meta.url));
/** Interpreters in the order in which they are tried, after that of the environment variable PYTHON. */
const INTERPRETERS = ['python3', '/usr/bin/python3', 'python'];

let found: Promise<string> | undefined;

/** Returns the first interpreter that imports PyTorch. Rejects with an Error that lists those tried. */
async function findInterpreter(): Promise<string> {
  const candidates = [...(process.env.PYTHON ? [process.env.PYTHON] : []), ...INTERPRETERS];
  for (const candidate of candidates) {
    const imports = await promisify(execFile)(candidate, ['-c', 'import torch']).catch(() => undefined);
    if (imports) return candidate;
  }
  throw new Error(`no Python that imports torch: tried ${candidates.join(', ')}`);
}

/** Starts the process of the row. It computes nothing yet. */
export async function startTorch(name: string, interpreter?: string): Promise<RowProcess> {
  const { sparse, threads: wanted } = OPTIONS[name]!;
  const threads = wanted || availableParallelism();
  found ??= findInterpreter();
  const child = spawn(interpreter ?? (await found), [PROGRAM], {
    // OpenBLAS has threads of its own, which PyTorch's setting does not reach.
    env: { ...process.env, OMP_NUM_THREADS: `${threads}`, OPENBLAS_NUM_THREADS: `${threads}` },
  });
  return new TorchProcess(child, { sparse, threads });
}

class TorchProcess implements RowProcess {
  readonly #answers: AsyncIterator<string>;
  /** Settled when the process has ended and all that it wrote has been read. */
  readonly #ended: Promise<unknown>;
  #errors = '';

  constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly options: TorchOptions,
  ) {
    this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stderr.on('data', (text) => {
      this.#errors += text;
    });
    // A process that cannot start or has ended rejects the request that waits for its answer.
    child.on('error', (error) => {
      this.#errors += error.message;
    });
    child.stdin.on('error', () => {});
    this.#ended = new Promise((resolve) => child.on('close', resolve));
  }

  async open(row: RowSpec): Promise<{ note?: string }> {
    for (const part of torchMessage(workloadOf(row), this.options)) this.child.stdin.write(part);
    return this.#answer();
  }

  run(count: number): Promise<RunTimes> {
    this.child.stdin.write(`${JSON.stringify({ count })}\n`);
    return this.#answer();
  }

  async #answer<T extends object>(): Promise<T> {
    const { value, done } = await this.#answers.next();
    if (done) {
      await this.#ended;
      throw new Error(this.#errors.trim().split('\n').at(-1) || 'Python has ended');
    }
    const answer = JSON.parse(value) as T | { error: string };
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#ended;
  }
}
