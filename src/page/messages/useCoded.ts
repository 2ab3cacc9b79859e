/** Sentences of coded errors, issues and findings in the page's language. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { Issue } from '../../data/schema';
import { issueSummary } from './issueSummary';
import { type CodedKind, type CodedOrMessage, type Render, renderCoded } from './sentence';

/** Returns the sentence of a code, its message, or a sentence that names the code. */
export function useCoded(): (kind: CodedKind, coded: CodedOrMessage) => string {
  const render = useRender();
  return useCallback((kind, coded) => renderCoded(render, kind, coded), [render]);
}

/** Returns one sentence for a list of issues; undefined for an empty one. */
export function useIssueSummary(): (issues: readonly Issue[], count?: number) => string | undefined {
  const render = useRender();
  return useCallback((issues, count) => issueSummary(render, issues, count), [render]);
}

function useRender(): Render {
  const { messages, formatMessage } = useIntl();
  return useCallback(
    (key, values) => (key in messages ? formatMessage({ id: key }, values) : undefined),
    [messages, formatMessage],
  );
}
