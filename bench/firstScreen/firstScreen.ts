/** The instrument in numbers beside what issue 13 asks for: first visits, and what takes longer than a visit. */
import { availableParallelism, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { QUIET_ARGUMENTS } from '../chromiumArguments';
import { type Measured, print } from './measured';
import { type Build, serveBuild } from './openBuild';
import { repeatedTrainings } from './repeatedTrainings';
import { dragOverManyItems } from './sliderDrag';
import { trainingTimes } from './trainingTimes';
import { measureVisit, type Visit } from './visit';
import { fusionMaps, pruningPreviews } from './workerAnswers';

/** Values of a visit with their units and limits. */
const VISIT: Readonly<Record<keyof Visit, Omit<Measured, 'values'>>> = {
  firstContentfulPaint: { name: 'first contentful paint', unit: 'ms', atMost: 1000 },
  sliderUsable: { name: 'slider usable', unit: 'ms', atMost: 2000 },
  pageScript: { name: 'script of the page before the first drag, gzip', unit: 'kB', atMost: 250 },
  workerScript: { name: 'script of the worker, gzip', unit: 'kB' },
  longestTask: { name: 'longest task until then', unit: 'ms', atMost: 50 },
  longestTaskLater: { name: 'longest task from then to the run’s end', unit: 'ms', atMost: 50 },
  dragFramesPerSecond: { name: 'a slider dragged', unit: '/s', atLeast: 55 },
  longestInteraction: { name: 'longest interaction', unit: 'ms', atMost: 100 },
  trainAnswers: { name: 'Train answers', unit: 'ms', atMost: 100 },
  trainingSeconds: { name: 'from Train to the run', unit: 's' },
  pageThreadSeconds: { name: 'the page’s thread while it trains', unit: 's', atMost: 3 },
  layoutShift: { name: 'layout shift', unit: '', atMost: 0.02 },
};

export interface FirstScreenOptions {
  executablePath: string;
  /** How often each part is measured. */
  times: number;
  /** Parts to measure: all without any. */
  only: readonly string[];
  /** Folder of an earlier build, whose trainings are compared. */
  earlier?: string | undefined;
}

/** Visits the built page and prints a table. Writes no file. */
export async function firstScreen({ executablePath, times, only, earlier }: FirstScreenOptions) {
  const args = [...QUIET_ARGUMENTS, '--disable-features=WebGPU'];
  const browser = await chromium.launch({ executablePath, args });
  const builds: Build[] = [];
  const served = async (folder: string) => {
    const build = await serveBuild(browser, folder);
    builds.push(build);
    return build;
  };
  try {
    const build = await served(fileURLToPath(new URL('../../dist', import.meta.url)));
    const before = earlier === undefined ? undefined : await served(earlier);
    const parts: Readonly<Record<string, () => Promise<Measured[]>>> = {
      visits: () => visits(build, times),
      drag: () => dragOverManyItems(build, times),
      previews: () => pruningPreviews(build, 4 * times),
      maps: () => fusionMaps(build, times),
      trainings: () => trainingTimes(build, before, Math.min(times, 3)),
      memory: () => repeatedTrainings(build, 20),
    };
    for (const [name, measure] of Object.entries(parts)) {
      if (only.length > 0 && !only.includes(name)) continue;
      console.log(`${name}: load ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores`);
      print(await measure());
    }
  } finally {
    await browser.close();
    for (const { close } of builds) await close();
  }

  async function visits({ address }: Build, count: number): Promise<Measured[]> {
    const all: Visit[] = [];
    for (let visit = 0; visit < count; visit++) all.push(await measureVisit(browser, address));
    return (Object.keys(VISIT) as (keyof Visit)[]).map((value) => ({
      ...VISIT[value],
      values: all.map((visit) => visit[value]),
    }));
  }
}
