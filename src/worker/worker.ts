/** The worker's entry. Its name carries what the page's address asks for: “engine=wasm”. */
import { expose } from 'comlink';
import { createSession } from './session';
import { registerWire } from './wire';

registerWire();
expose(createSession(new URLSearchParams(self.name).get('engine') ?? undefined));
