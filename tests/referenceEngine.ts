/** The float64 reference behind the engine's interface, so that whole stages can be compared with it. */

import type { OpenStage, StageSpec } from '../src/engine/engine';
import { LayerAdam, TableAdam } from '../src/engine/hostAdam';
import { openHostStage } from '../src/engine/hostStage';
import { decayFactor } from '../src/engine/lazyDecay';
import { type EncodedSides, lookupsOf } from '../src/model/lookups';
import { ownerOf } from '../src/model/ownerBytes';
import { referenceLoss } from '../src/model/reference';
import { type Model, type Tower, weightArrays } from '../src/model/tower';

/** Trains `model` (float64) in place with the reference's gradients and the shared host optimiser. */
export function openReferenceStage(model: Model, sides: EncodedSides, spec: StageSpec): OpenStage {
  const owner = ownerOf(spec.owner);
  const trainedIndices = (owners: Uint8Array) =>
    Int32Array.from(owners, (byte, index) => (byte === owner ? index : -1));
  const optimisers = [model.users, model.items].map((tower: Tower) => {
    const columns = Int32Array.from(tower.owners.columns.keys());
    return {
      tables: tower.tables.map((table) => new TableAdam(table, columns, tower.owners.columns, owner)),
      hidden: new LayerAdam(tower.hidden, trainedIndices(tower.owners.hidden)),
      output: new LayerAdam(tower.output, trainedIndices(tower.owners.output)),
    };
  });
  return openHostStage({
    weights: weightArrays(model),
    optimisers: optimisers.flatMap(({ tables, hidden, output }) => [...tables, hidden, output]),
    async update(batches, rates) {
      const entitiesOf = (side: number) =>
        batches.map(({ users, candidates }) => (side === 0 ? users : candidates));
      const rowsOf = (side: number, table: number) =>
        entitiesOf(side).map(
          (entities) => lookupsOf((side === 0 ? sides.users : sides.items).lookups[table]!, entities).rows,
        );
      optimisers.forEach(({ tables }, side) => {
        tables.forEach((table, index) => {
          for (const rows of rowsOf(side, index)) table.catchUp(rows);
        });
      });
      const results = batches.map((batch, index) => {
        const { margin: _margin, teacher: _teacher, ...plain } = spec;
        return referenceLoss(model, sides, index === 0 ? spec : plain, batch);
      });
      let array = 0;
      const summed = () => {
        const sum = new Float64Array(results[0]!.gradients[array]!.length);
        results.forEach(({ gradients }, index) => {
          gradients[array]!.forEach((value, element) => {
            sum[element]! += spec.terms[index]!.weight * value;
          });
        });
        array++;
        return sum;
      };
      optimisers.forEach(({ tables, hidden, output }, side) => {
        const tower = side === 0 ? model.users : model.items;
        tables.forEach((table, index) => {
          // The reference sums by row already: hand it over row by row.
          const touched = Int32Array.from(new Set(rowsOf(side, index).flatMap((rows) => [...rows])));
          const { width } = tower.tables[index]!;
          const dense = summed();
          const gradients = Float64Array.from(
            [...touched].flatMap((row) => [...dense.subarray(row * width, (row + 1) * width)]),
          );
          const source = { rows: touched, gradients, stride: width, offset: 0, weight: 1 };
          table.update([source], rates.embeddings, decayFactor(rates.layers, spec.embeddingDecay));
        });
        hidden.update(summed(), rates.layers);
        output.update(summed(), rates.layers);
      });
      return results.reduce((sum, { loss }, index) => sum + spec.terms[index]!.weight * loss, 0);
    },
  });
}
