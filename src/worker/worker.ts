/** The worker's entry. Its name carries what the page's address asks for: “engine=wasm”. */
import { expose } from 'comlink';
import { registerWire } from './protocol/wire';
import { createSession } from './session';

const asked = new URLSearchParams(self.name);
const alive = asked.get('alive');
// Never let go: whoever gets it after all knows that this worker is no more.
if (alive) void navigator.locks?.request(alive, () => new Promise(() => undefined));
registerWire();
expose(createSession(asked.get('engine') ?? undefined));
