/** What there is to say of one cell of a mask: what it joins, its weight, its owner, and when it was released. */
import type { LayerDetail, MaskPicture } from '../../worker/protocol/training';
import { ownerOfByte } from '../legend/owners';
import type { Text } from '../messages/useText';
import type { Cell } from './MaskCanvas';
import { inputColumn, tableName } from './maskOrder';

interface CellContext {
  /** The tower's embedding tables, whose columns are the hidden layer's inputs. */
  tables: readonly MaskPicture[];
  detail: LayerDetail | undefined;
  /** Titles of the stages, in the plan's order. */
  stages: readonly string[];
  text: Text;
  format: (value: number) => string;
}

/** Returns the lines of a cell's tip, the first of which names it; none for a cell that is not in the picture. */
export function cellLines(picture: MaskPicture, cell: Cell, context: CellContext): string[] {
  const { detail, stages, text, format } = context;
  const index = cell.row * picture.columns + cell.column;
  const byte = picture.owners[index];
  if (byte === undefined) return [];
  const isTable = picture.rows === 1;
  const lines = [cellName(picture, cell, context)];
  const value = detail?.values?.[index];
  if (value !== undefined) {
    lines.push(text(isTable ? 'masks.cell.size' : 'masks.cell.weight', { value: format(value) }));
  } else if (detail) lines.push(text('masks.cell.notKept'));
  lines.push(text('masks.cell.owner', { owner: text(`owner.${ownerOfByte(byte)}`) }));
  const stage = stages[(detail?.releasedIn[index] ?? 0) - 1];
  if (stage !== undefined) lines.push(text('masks.cell.released', { stage }));
  return lines;
}

/** Returns “device, column 3 → hidden 13”, or the column alone of an embedding table. */
function cellName(picture: MaskPicture, { row, column }: Cell, { tables, text }: CellContext): string {
  const { layer, rows } = picture;
  const columnName = (table: string, index: number) => text('masks.inputColumn', { table, index: index + 1 });
  if (rows === 1) return columnName(tableName(layer), column);
  const isOutput = layer === 'output';
  const unit = text(isOutput ? 'masks.outputUnit' : 'masks.hiddenUnit', { index: column + 1 });
  return text('masks.cell', { input: inputName(), unit });

  function inputName(): string {
    if (row === rows - 1) return text('masks.bias');
    if (isOutput) return text('masks.hiddenUnit', { index: row + 1 });
    const input = inputColumn(tables, rows - 1, row);
    return input ? columnName(input.table, input.index) : text('masks.input', { index: row + 1 });
  }
}
