/** A user who is not in the log: chosen features and a few liked items. */
import { useState } from 'react';
import type { InventedUser } from '../../worker/protocol/retrieval';
import { Button } from '../controls/Button';
import common from '../controls/common.module.css';
import { SelectField } from '../controls/SelectField';
import { useText } from '../messages/useText';
import { LikedItems } from './LikedItems';
import { useCommands, usePage } from './usePage';

const NOTHING = '';

export function InventUser() {
  const text = useText();
  const { inventUser } = useCommands();
  const features = usePage((state) => state.dataset?.users.features) ?? [];
  const shown = usePage((state) => state.invented);
  const [draft, setDraft] = useState<InventedUser>(shown ?? { features: {}, likedItemIds: [] });
  const setFeature = (name: string, value: string) =>
    setDraft({
      ...draft,
      features: { ...draft.features, [name]: value === NOTHING ? [] : [value] },
    });
  return (
    <section className={common.stack}>
      <h3>{text('retrieve.invent')}</h3>
      <p className={common.note}>{text('retrieve.invent.help')}</p>
      {features.map(({ name, values }) => (
        <SelectField
          key={name}
          label={name}
          options={[
            { id: NOTHING, title: text('retrieve.invent.nothing') },
            ...values.map((value) => ({ id: value, title: value })),
          ]}
          selected={draft.features[name]?.[0] ?? NOTHING}
          onChoose={(value) => setFeature(name, value)}
        />
      ))}
      <LikedItems
        ids={draft.likedItemIds}
        onChange={(likedItemIds) => setDraft({ ...draft, likedItemIds })}
      />
      <Button onPress={() => void inventUser(draft)}>{text('retrieve.invent.show')}</Button>
    </section>
  );
}
