/** Entry of the worker. Its name has the options of the page's address, such as `engine=wasm`. */
import { expose } from 'comlink';
import { registerWire } from './protocol/wire';
import { createSession } from './session';

const options = new URLSearchParams(self.name);
const alive = options.get('alive');
// Held forever: the page gets this lock when the worker has ended.
if (alive) void navigator.locks?.request(alive, () => new Promise(() => undefined));
registerWire();
expose(createSession(options.get('engine') ?? undefined));
