/** Views of the ownership bytes that the page draws and counts. */
import { OBJECTIVES, type PerObjective } from '../../data/schema';
import { type OwnerTally, tallyOwners } from '../../model/ownerBytes';
import { outputOwners } from '../../model/ownership';
import type { LayerRelease } from '../../model/prune';
import { type Model, towersOf } from '../../model/tower';
import type { MaskPicture, MaskReport, OwnerCounts, PruneCurve } from '../protocol/training';

/** A layer's picture; `tableRows`: rows of an embedding table, whose column is owned whole. */
type LayerPicture = MaskPicture & { tableRows?: number };

/** Returns a picture per layer: embedding tables as a strip of columns, layers with their bias row last. */
export const maskPictures = (model: Model): MaskPicture[] =>
  layerPictures(model).map(({ tableRows: _, ...picture }) => picture);

function layerPictures(model: Model): LayerPicture[] {
  return towersOf(model).flatMap((tower, side): LayerPicture[] => {
    const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
    const towerName = side === 0 ? ('user' as const) : ('item' as const);
    return [
      ...tower.tables.map(({ name, firstColumn, width, rows }) => ({
        tableRows: rows,
        layer: `embedding:${name}`,
        rows: 1,
        columns: width,
        owners: owners.columns.slice(firstColumn, firstColumn + width),
      })),
      { layer: 'hidden', rows: inputWidth + 1, columns: hiddenWidth, owners: owners.hidden.slice() },
      { layer: 'output', rows: hiddenWidth + 1, columns: outputWidth, owners: owners.output.slice() },
    ].map((picture) => ({ ...picture, tower: towerName }));
  });
}

/** Counts scalar weights per owner and layer: an embedding column counts once for each row of its table. */
export function maskReport(model: Model): MaskReport {
  const layers = layerPictures(model).map(({ tower, layer, rows, columns, owners, tableRows }) => ({
    tower,
    layer,
    shape: [tableRows ?? rows, columns],
    owners: named(tallyOwners(owners, tableRows ?? 1)),
  }));
  return {
    layers,
    total: layers.map(({ owners }) => owners).reduce(add),
    outputBlocks: countByObjective(outputOwners(model.users)),
  };
}

/** Counts how many of the bytes each objective holds. */
export function countByObjective(owners: ArrayLike<number>): PerObjective<number> {
  const [exposure, click, conversion] = tallyOwners(Uint8Array.from(owners)).byObjective;
  return { exposure: exposure!, click: click!, conversion: conversion! };
}

function named({ byObjective, free, blocked }: OwnerTally): OwnerCounts {
  const counts = OBJECTIVES.map((objective, index) => [objective, byObjective[index]!]);
  return { ...Object.fromEntries(counts), free, blocked } as OwnerCounts;
}

function add(a: OwnerCounts, b: OwnerCounts): OwnerCounts {
  const keys = Object.keys(a) as (keyof OwnerCounts)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as OwnerCounts;
}

/** Returns the curve of a layer's pruning: mass[i] = importance of the i least important ÷ total. */
export function pruneCurve({ tower, layer, importance, released, tau }: LayerRelease): PruneCurve {
  const mass = new Float32Array(importance.length + 1);
  const total = importance.reduce((sum, value) => sum + value, 0) || 1;
  let sum = 0;
  importance.forEach((value, index) => {
    sum += value;
    mass[index + 1] = sum / total;
  });
  return { tower, layer, mass, released, candidates: importance.length, ...(tau !== undefined && { tau }) };
}
