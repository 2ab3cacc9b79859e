import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random';
import { vectorScorer } from '../../src/retrieve/vectorScorer';

const scoresOf = (scorer: ReturnType<typeof vectorScorer>, user: number) => {
  const out = Array.from({ length: scorer.objectives }, () => new Float32Array(scorer.items));
  scorer.score(user, out);
  return out.map((scores) => [...scores]);
};

describe('vectorScorer', () => {
  it('adds one block after another to the score', () => {
    const scorer = vectorScorer({
      users: Float32Array.of(1, 2, 3, 4, 0, 0, 0, 0),
      items: Float32Array.of(5, 6, 7, 8, 1, 1, 1, 1),
      width: 4,
      // Units 1 and 3 are exposure's, 2 is click's, 0 conversion's: blocks need not lie side by side.
      blocks: [2, 0, 1, 0],
      objectives: 3,
    });
    expect([scorer.users, scorer.items, scorer.objectives]).toEqual([2, 2, 3]);
    expect(scoresOf(scorer, 0)).toEqual([
      [44, 6], // s_d: 2·6 + 4·8 = 44;  2 + 4 = 6
      [65, 9], // s_c: 44 + 3·7 = 65;   6 + 3 = 9
      [70, 10], // s_v: 65 + 1·5 = 70;  9 + 1 = 10
    ]);
    expect(scoresOf(scorer, 1)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
    ]);
  });

  it('does not add the blocks where scores are separate, for four items at once and for one', () => {
    const items = [5, 6, 7, 8, 1, 1, 1, 1, 5, 6, 7, 8, 1, 1, 1, 1, 1, 1, 1, 1];
    const scorer = vectorScorer({
      users: Float32Array.of(1, 2, 3, 4),
      items: Float32Array.from(items),
      width: 4,
      blocks: [2, 0, 1, 0],
      objectives: 3,
      scores: 'separate',
    });
    expect(scoresOf(scorer, 0)).toEqual([
      [44, 6, 44, 6, 6], // 2·6 + 4·8 = 44; 2 + 4 = 6
      [21, 3, 21, 3, 3], // 3·7 = 21
      [5, 1, 5, 1, 1], // 1·5 = 5
    ]);
  });

  it('leaves out units that no objective owns yet', () => {
    const users = Float32Array.of(1, 1, 1);
    const items = Float32Array.of(1, 10, 100);
    const scorer = vectorScorer({ users, items, width: 3, blocks: Uint8Array.of(0, 254, 1), objectives: 2 });
    expect(scoresOf(scorer, 0)).toEqual([[1], [101]]);
  });

  it.each([1, 2, 3, 4, 5, 11])(
    'gives an item the same score regardless of the number of items (%i items)',
    (count) => {
      const random = createRandom(3, 'vectors');
      const draw = (length: number) => Float32Array.from({ length }, () => random.normal());
      const [users, items] = [draw(10), draw(count * 10)];
      const blocks = [0, 1, 2, 0, 1, 2, 0, 0, 1, 0];
      const together = scoresOf(vectorScorer({ users, items, width: 10, blocks, objectives: 3 }), 0);
      for (let item = 0; item < count; item++) {
        const alone = items.slice(item * 10, (item + 1) * 10);
        const single = scoresOf(vectorScorer({ users, items: alone, width: 10, blocks, objectives: 3 }), 0);
        for (let objective = 0; objective < 3; objective++) {
          let sum = 0;
          for (let block = 0; block <= objective; block++) {
            for (let unit = 0; unit < 10; unit++) {
              if (blocks[unit] === block) sum += users[unit]! * alone[unit]!;
            }
          }
          expect(together[objective]![item]).toBe(Math.fround(sum));
          expect(single[objective]![0]).toBe(Math.fround(sum));
        }
      }
    },
  );

  it('rejects vectors that do not match their width', () => {
    const blocks = [0, 1];
    const good = { users: new Float32Array(4), items: new Float32Array(6), width: 2, blocks, objectives: 2 };
    expect(() => vectorScorer(good)).not.toThrow();
    expect(() => vectorScorer({ ...good, users: new Float32Array(3) })).toThrow('users [3], width 2');
    expect(() => vectorScorer({ ...good, blocks: [0] })).toThrow('blocks [1], width 2');
  });
});
