/** What the tests of the fused engines call in the browser: everything returns plain numbers and texts. */

import { stageFingerprint } from '../stageFingerprint';
import { trainingFingerprints } from '../trainingFingerprints';
import { complaints } from './device';
import * as parity from './parity';
import * as ranking from './ranking';
import * as stages from './stages';

const engine = { ...parity, ...stages, ...ranking, complaints, stageFingerprint, trainingFingerprints };
export type EngineUnderTest = typeof engine;

declare global {
  interface Window {
    engineUnderTest: EngineUnderTest;
  }
}

window.engineUnderTest = engine;
