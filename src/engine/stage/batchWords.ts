/** The words that describe a step's batches to the kernels of a fused engine. */

/** Words of a step's header at the start of the batch, floats as bits; in WGSL `stepLayerRate()` and so on. */
export const STEP_HEADER = [
  'layerRate',
  'embeddingRate',
  'secondCorrection',
  'ringSlot',
  'segments',
  'segmentRecords',
] as const;

/** Words of one segment: first element of the table's row, decay, first and end position, table. */
export const SEGMENT_WORDS = 5;
/** Words of one entry of a list: first element of the table's row, decay. */
export const ENTRY_WORDS = 2;
/** Bits of a word of the column map, above the column's index in its table: the owner trains it, its table holds lists. */
export const OWNED_BIT = 0x10000;
export const LIST_BIT = 0x20000;
/** The entity of a padding row, and the column map's word of a padding column. */
export const PADDING = 0xffffffff;
