/** Opens a stage: computes what is frozen, caches it beside the teacher, lays out what trains. */

import type { EncodedSides } from '../../model/lookups';
import { ownerOf } from '../../model/ownerBytes';
import { outputOwners } from '../../model/ownership';
import type { Model } from '../../model/tower';
import type { StageSpec } from '../engine';
import { cachedWidths, cacheRows, openSides, teacherOf } from '../stage/stageSides';
import { layoutOfBlock, padTo, widthsOf } from '../stage/towerLayout';
import type { Arena } from './arena';
import type { StageParts } from './batchResources';
import { encodeTower } from './encoding';
import { passBytes, stageBytes } from './memoryNeeded';
import { WasmStage } from './wasmStage';

/** Throws CodedError (`wasm-memory`) where memory does not grow to what the stage and its validations take. */
export function openWasmStage(
  { stage, pass }: { stage: Arena; pass: Arena },
  { model, sides, spec }: { model: Model; sides: EncodedSides; spec: StageSpec },
): WasmStage {
  const owner = ownerOf(spec.owner);
  const { granularity } = model;
  // Blocks below this one are the base of the scores; a stage that is not additive has none.
  const base = spec.additive === false ? 0 : owner;
  const margin = base > 0 && (spec.margin?.gamma ?? 0) > 0;
  const ends = [
    { tower: model.users, side: sides.users, name: 'users' as const },
    { tower: model.items, side: sides.items, name: 'items' as const },
  ].map((end) => ({ ...end, layout: layoutOfBlock(end.tower, owner, granularity) }));
  const owners = outputOwners(model.users);
  const teacher = spec.teacher?.vectors;
  const cached = cachedWidths(owners, base, teacher);
  const widths = ends.map(({ layout }) => ({
    ...widthsOf([layout]),
    upstream: padTo(8, cached.upstream),
    teacher: padTo(8, cached.teacher),
  }));
  stage.reset();
  pass.reset();
  // Before hours of training rather than at its first validation.
  stage.provide(stageBytes(ends, widths));
  pass.provide(passBytes(ends));
  const caches = ends.map(({ tower, side, name, layout }, index) => {
    const frozen = encodeTower(pass, { tower, side, granularity, blocks: owner, meanForUnseen: false });
    const sources = { side, layout, frozen, outputOwners: owners, base, teacher: teacherOf(teacher, name) };
    return cacheRows(sources, widths[index]!);
  });
  const parts: StageParts = {
    spec,
    widths: [widths[0]!, widths[1]!],
    margin,
    caches,
    sides: openSides(
      ends.map((end, index) => ({ ...end, widths: widths[index]! })),
      owner,
    ),
  };
  return new WasmStage(stage, parts);
}
