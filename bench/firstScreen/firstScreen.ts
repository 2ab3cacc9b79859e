/** The first screen in numbers: medians of several visits beside what issue 13 asks for. */
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { QUIET_ARGUMENTS } from '../chromiumArguments';
import { measureVisit, type Visit } from './visit';

/** What to reach, with its unit; a number of frames is a least, all others are limits. */
const TARGETS: Readonly<Partial<Record<keyof Visit, { limit: number; unit: string }>>> = {
  firstContentfulPaint: { limit: 1000, unit: 'ms' },
  sliderUsable: { limit: 2000, unit: 'ms' },
  pageScript: { limit: 250, unit: 'kB' },
  longestTask: { limit: 50, unit: 'ms' },
  dragFramesPerSecond: { limit: 55, unit: '/s' },
  longestInteraction: { limit: 100, unit: 'ms' },
  trainAnswers: { limit: 100, unit: 'ms' },
  pageThreadSeconds: { limit: 3, unit: 's' },
  layoutShift: { limit: 0.02, unit: '' },
};

/** Visits the built page and prints a table. Writes no file. */
export async function firstScreen({ executablePath, visits }: { executablePath: string; visits: number }) {
  const server = await serve(fileURLToPath(new URL('../../dist', import.meta.url)), 0);
  const args = [...QUIET_ARGUMENTS, '--disable-features=WebGPU'];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const all: Visit[] = [];
    for (let visit = 0; visit < visits; visit++) {
      all.push(await measureVisit(browser, `http://localhost:${server.port}/`));
    }
    for (const name of Object.keys(all[0]!) as (keyof Visit)[]) {
      const values = all.map((visit) => visit[name]).sort((a, b) => a - b);
      const { limit, unit } = TARGETS[name] ?? { limit: undefined, unit: '' };
      const target = limit === undefined ? '' : `target ${limit} ${unit}`;
      console.log(
        `${name.padEnd(22)} ${plain(median(values)).padStart(9)}  (${values.map(plain).join(', ')})  ${target}`,
      );
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;
const plain = (value: number): string => value.toFixed(value < 10 ? 3 : 0);
