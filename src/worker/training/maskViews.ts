/** The ownership bytes as the page draws and counts them. */
import { OBJECTIVES } from '../../data/schema';
import { type OwnerTally, tallyOwners } from '../../model/ownerBytes';
import { outputOwners } from '../../model/ownership';
import type { LayerRelease } from '../../model/prune';
import { type Model, towersOf } from '../../model/tower';
import type { MaskPicture, MaskReport, OwnerCounts, PruneCurve } from '../protocol/training';

/** One picture a layer: embedding tables as a strip of columns, layers with their bias row last. */
export function maskPictures(model: Model): MaskPicture[] {
  return towersOf(model).flatMap((tower, side) => {
    const { inputWidth, hiddenWidth, outputWidth, owners } = tower;
    const towerName = side === 0 ? ('user' as const) : ('item' as const);
    return [
      ...tower.tables.map(({ name, firstColumn, width }) => ({
        tower: towerName,
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

/** Scalar weights per owner, layer by layer: an embedding column counts once for each row it has. */
export function maskReport(model: Model): MaskReport {
  const tables = towersOf(model).flatMap((tower) => tower.tables);
  const rowsOfTables = [...tables.map(({ rows }) => rows)];
  const layers = maskPictures(model).map(({ tower, layer, rows, columns, owners }) => {
    const isTable = layer.startsWith('embedding:');
    const scale = isTable ? rowsOfTables.shift()! : 1;
    const shape = isTable ? [scale, columns] : [rows, columns];
    return { tower, layer, shape, owners: named(tallyOwners(owners, scale)) };
  });
  const [exposure, click, conversion] = tallyOwners(outputOwners(model.users)).byObjective;
  return {
    layers,
    total: layers.map(({ owners }) => owners).reduce(add),
    outputBlocks: { exposure: exposure!, click: click!, conversion: conversion! },
  };
}

function named({ byObjective, free, blocked }: OwnerTally): OwnerCounts {
  const counts = OBJECTIVES.map((objective, index) => [objective, byObjective[index]!]);
  return { ...Object.fromEntries(counts), free, blocked } as OwnerCounts;
}

function add(a: OwnerCounts, b: OwnerCounts): OwnerCounts {
  const keys = Object.keys(a) as (keyof OwnerCounts)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as OwnerCounts;
}

/** A layer's pruning as a curve: mass[i] = importance of the i least important ÷ total. */
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
