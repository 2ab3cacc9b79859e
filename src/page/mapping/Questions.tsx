/** What a file leaves open: each question with its reason and the columns among which to choose. */

import common from '../controls/common.module.css';
import { Notice } from '../controls/Notice';
import { useCoded } from '../messages/useCoded';
import { useNumbers, useText } from '../messages/useText';
import { type FileProperties, openQuestions } from './mappingDraft';

const VALUES_SHOWN = 6;

export function Questions({ file, isOneOfSeveral }: FileProperties) {
  const text = useText();
  const coded = useCoded();
  const numbers = useNumbers();
  const questions = openQuestions(file, isOneOfSeveral);
  if (questions.length === 0) return null;
  return (
    <Notice as="div" kind="remark" data-part="questions">
      {questions.map(({ about, reason, candidates }) => (
        <div key={about} className={common.stack}>
          <p>
            <strong>{text('mapping.question', { about })}</strong> {coded('reason', reason)}
          </p>
          <ul>
            {candidates.map(({ column, values }) => (
              <li key={column}>
                {text('mapping.question.column', {
                  column,
                  values: values
                    .slice(0, VALUES_SHOWN)
                    .map(({ value, rows }) => `${value.slice(0, 40)} (${numbers.count(rows)})`)
                    .join(', '),
                })}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Notice>
  );
}
