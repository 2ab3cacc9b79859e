/** What the tests of the fused engine call in the browser: everything returns plain numbers. */
import * as parity from './parity';
import { speed } from './speed';

const engine = { ...parity, speed };
export type EngineUnderTest = typeof engine;

declare global {
  interface Window {
    engineUnderTest: EngineUnderTest;
  }
}

window.engineUnderTest = engine;
