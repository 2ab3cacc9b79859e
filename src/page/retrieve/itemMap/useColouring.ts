/** What the chosen colouring makes of every item: layers to paint, a legend, and words for one item. */
import { useMemo, useState } from 'react';
import { OBJECTIVES, type Objective } from '../../../data/schema';
import { type Numbers, type Text, useNumbers, useText } from '../../messages/useText';
import { featureText } from '../featureText';
import { usePage } from '../usePage';
import { groupsByFeature, LEVELS, MAX_GROUPS, popularityLevels } from './itemGroups';
import { SHAPES, type Shape } from './paint';

export interface ColouredGroup {
  name: string;
  size: string;
  shape: Shape;
  /** CSS custom property, or a mix of one. */
  colour: string;
  items: readonly number[];
}

export interface Colouring {
  groups: readonly ColouredGroup[];
  options: readonly { id: string; title: string }[];
  selected: string;
  choose(id: string): void;
  /** Says what the colouring says of an item. */
  describe(item: number): string;
}

const NONE: readonly never[] = [];

/** Items of a feature's values, or of levels of popularity; the first feature until one is chosen. */
export function useColouring(counts: readonly Int32Array[]): Colouring {
  const text = useText();
  const numbers = useNumbers();
  const features = usePage((state) => state.dataset?.items.features) ?? NONE;
  const items = usePage((state) => state.dataset?.items.ids.length ?? 0);
  const objectives = usePage((state) => state.dataset?.summary.objectives) ?? OBJECTIVES;
  const [chosen, choose] = useState<string | null>(null);
  return useMemo(() => {
    const options = [
      ...features.map(({ name }, index) => ({ id: `feature ${index}`, title: name })),
      ...objectives.map((objective) => ({
        id: objective as string,
        title: text('itemMap.popularity', { objective: text(`objective.${objective}`).toLowerCase() }),
      })),
    ];
    const selected = options.some(({ id }) => id === chosen) ? chosen! : options[0]!.id;
    const feature = features[options.findIndex(({ id }) => id === selected)];
    if (feature) {
      const groups = featureGroups(groupsByFeature(feature, items), text, numbers);
      return { groups, options, selected, choose, describe: (item: number) => featureText(feature, item) };
    }
    const objective = selected as Objective;
    const count = counts[objectives.indexOf(objective)] ?? new Int32Array(items);
    const describe = (item: number) =>
      text('itemMap.count', {
        objective: text(`objective.${objective}`).toLowerCase(),
        count: numbers.count(count[item]!),
      });
    return { groups: levelGroups(count, objective, text, numbers), options, selected, choose, describe };
  }, [features, items, objectives, chosen, counts, text, numbers]);
}

function featureGroups(
  { names, sizes, groupOf }: ReturnType<typeof groupsByFeature>,
  text: Text,
  numbers: Numbers,
): ColouredGroup[] {
  const members = membersOf(groupOf, MAX_GROUPS + 1);
  return names.map((name, index) => ({
    name: name === null ? text('itemMap.rest') : name || text('itemMap.noValue'),
    size: numbers.count(sizes[index]!),
    shape: SHAPES[name === null ? MAX_GROUPS : index]!,
    colour: name === null ? 'var(--edge)' : `var(--series-${index + 1})`,
    items: members[name === null ? MAX_GROUPS : index]!,
  }));
}

/** Levels as steps of the objective's hue; the shape is the same, because a level is larger or smaller, not other. */
function levelGroups(count: Int32Array, objective: Objective, text: Text, numbers: Numbers): ColouredGroup[] {
  const { from, levelOf } = popularityLevels(count);
  const members = membersOf(levelOf, LEVELS);
  return from.map((least, level) => ({
    name: text('itemMap.atLeast', { count: numbers.count(least) }),
    size: numbers.count(members[level]!.length),
    shape: 'circle',
    colour: `color-mix(in srgb, var(--${objective}) ${Math.round(25 + (75 * (level + 1)) / from.length)}%, var(--surface))`,
    items: members[level]!,
  }));
}

function membersOf(groupOf: Uint8Array, groups: number): number[][] {
  const members = Array.from({ length: groups }, (): number[] => []);
  groupOf.forEach((group, item) => void members[group]!.push(item));
  return members;
}
