/** Files in the shapes of public logs, loaded by a script without a mapping. */
import { describe, expect, it } from 'vitest';
import { sessionWithMessages } from '../../src/page/messages/withMessages';
import { createSession } from '../../src/worker/session';
import { expectedFormats, formatCase } from './expectedFormats';

describe('a log in the shape of a public one', () => {
  it.each(expectedFormats().map((expected) => [expected.file, expected] as const))(
    '%s is loaded with the right counts, or refused with the right code',
    async (_, expected) => {
      const { data } = sessionWithMessages(createSession('wasm'));
      const [file] = formatCase(expected, 'bare').files;
      const loading = data.loadCsv(new File([Uint8Array.from(file!.data)], file!.name));
      if (expected.answer) {
        expect(await loading).toMatchObject(expected.answer);
        return;
      }
      const error = await loading.then(
        () => undefined,
        (thrown: Error & { code?: string; issues?: { code: string }[] }) => thrown,
      );
      expect([error?.code, ...(error?.issues ?? []).map(({ code }) => code)]).toContain(expected.code);
      expect(error?.message).toMatch(/\.$/);
    },
  );
});
