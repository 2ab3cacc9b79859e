/** Opening a stage: frozen blocks are encoded and cached with the teacher's vectors, trained weights uploaded. */
import type { EncodedSides } from '../../model/lookups';
import { ownerOf } from '../../model/ownerBytes';
import { outputOwners } from '../../model/ownership';
import type { Model } from '../../model/tower';
import type { StageSpec } from '../engine';
import { cachedWidths, cacheRows, openSides, teacherOf } from '../stage/stageSides';
import { layoutOfBlock, widthsOf } from '../stage/towerLayout';
import { MAX_TERMS } from './kernels/bindings';
import { STEP_KERNELS } from './kernels/kernels';
import type { GpuContext } from './wgslDevice';
import { encodeTower } from './wgslEncoding';
import { WgslStage } from './wgslStage';

/** Opens a stage on the device. Throws RangeError for more terms than the kernels take. */
export async function openWgslStage(
  context: GpuContext,
  { model, sides, spec }: { model: Model; sides: EncodedSides; spec: StageSpec },
): Promise<WgslStage> {
  if (spec.terms.length > MAX_TERMS) {
    throw new RangeError(`${spec.terms.length} loss terms, at most ${MAX_TERMS}`);
  }
  const owner = ownerOf(spec.owner);
  const { granularity } = model;
  // Blocks of owners below `base` are upstream of the scores; a stage that is not additive has none.
  const base = spec.additive === false ? 0 : owner;
  const margin = base > 0 && (spec.margin?.gamma ?? 0) > 0;
  const lists = [sides.users, sides.items].some(({ lookups }) => lookups.some(({ starts }) => starts));
  const pipelines = await context.pipelines(STEP_KERNELS, {
    margin,
    teacher: spec.teacher !== undefined,
    lists,
  });
  const towers = [
    { tower: model.users, side: sides.users, name: 'users' as const },
    { tower: model.items, side: sides.items, name: 'items' as const },
  ].map((side) => ({ ...side, layout: layoutOfBlock(side.tower, owner, granularity) }));
  const owners = outputOwners(model.users);
  const teacher = spec.teacher?.vectors;
  const widths = { ...widthsOf(towers.map(({ layout }) => layout)), ...cachedWidths(owners, base, teacher) };
  const caches = [];
  for (const { tower, side, name, layout } of towers) {
    const frozen = await encodeTower(context, {
      tower,
      side,
      granularity,
      blocks: owner,
      meanForUnseen: false,
    });
    const sources = { side, layout, frozen, outputOwners: owners, base, teacher: teacherOf(teacher, name) };
    caches.push(cacheRows(sources, widths));
  }
  context.check();
  const parts = {
    spec,
    widths,
    margin,
    sides: openSides(
      towers.map((end) => ({ ...end, widths })),
      owner,
    ),
  };
  return new WgslStage(context, { pipelines, parts, caches });
}
