/** The masks of one tower: its embedding columns, then its two layers. */
import { useState } from 'react';
import type { MaskPicture, MaskReport } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import { ownerOfByte, ownerShares } from '../legend/owners';
import { type Text, useNumbers, useText } from '../messages/useText';
import { type Cell, MaskCanvas } from './MaskCanvas';
import { inputColumn, tableName } from './maskOrder';
import styles from './masks.module.css';

export function TowerMasks(properties: {
  tower: 'user' | 'item';
  report: MaskReport;
  pictures: readonly MaskPicture[];
  isSorted: boolean;
}) {
  const { tower, report, pictures, isSorted } = properties;
  const text = useText();
  const towerPictures = pictures.filter((picture) => picture.tower === tower);
  const tables = towerPictures.filter(({ rows }) => rows === 1);
  return (
    <section className={styles.tower} aria-label={text(`masks.tower.${tower}`)}>
      <h3>{text(`masks.tower.${tower}`)}</h3>
      <div className={styles.tables}>
        {tables.map((picture) => (
          <Layer key={picture.layer} picture={picture} tables={tables} report={report} isSorted={isSorted} />
        ))}
      </div>
      <div className={styles.layers}>
        {towerPictures
          .filter(({ rows }) => rows > 1)
          .map((picture) => (
            <Layer
              key={picture.layer}
              picture={picture}
              tables={tables}
              report={report}
              isSorted={isSorted}
            />
          ))}
      </div>
    </section>
  );
}

function Layer(properties: {
  picture: MaskPicture;
  tables: readonly MaskPicture[];
  report: MaskReport;
  isSorted: boolean;
}) {
  const { picture, tables, report, isSorted } = properties;
  const text = useText();
  const numbers = useNumbers();
  const [cell, setCell] = useState<Cell | null>(null);
  const { tower, layer, rows, columns } = picture;
  const title = layerTitle(picture, text);
  const counts = report.layers.find((entry) => entry.tower === tower && entry.layer === layer)?.owners;
  const shares = (counts ? ownerShares(counts) : []).map(({ owner, share }) =>
    text('share.label', { owner: text(`owner.${owner}`), share: numbers.share(share) }),
  );
  const description = text('masks.picture', {
    tower: text(`masks.tower.${tower}`),
    layer: title,
    shares: shares.join(', '),
  });
  const size = rows === 1 ? numbers.count(columns) : text('masks.size', { rows, columns });
  return (
    <div className={styles.layer} style={{ flexGrow: columns }}>
      <output className={styles.layerHead}>
        {cell ? (
          cellText(picture, { cell, tables, text })
        ) : (
          <>
            {rows === 1 ? tableName(layer) : title} <span className={common.note}>{size}</span>
          </>
        )}
      </output>
      <MaskCanvas picture={picture} isSorted={isSorted} description={description} onExplore={setCell} />
      {rows > 1 && <span className={styles.axes}>{text('masks.axes')}</span>}
    </div>
  );
}

/** Returns “Hidden layer”, “Output layer” or the embedding's name. */
export function layerTitle({ layer }: { layer: string }, text: Text): string {
  if (layer === 'hidden' || layer === 'output') return text(`masks.layer.${layer}`);
  return text('masks.layer.table', { name: tableName(layer) });
}

/** Returns input, unit and owner of the cell under the pointer. */
function cellText(
  picture: MaskPicture,
  context: { cell: Cell; tables: readonly MaskPicture[]; text: Text },
): string {
  const { cell, tables, text } = context;
  const { layer, rows, columns, owners } = picture;
  const byte = owners[cell.row * columns + cell.column];
  if (byte === undefined) return '';
  const owner = text(`owner.${ownerOfByte(byte)}`);
  if (rows === 1) {
    return text('masks.column', {
      unit: text('masks.inputColumn', { table: tableName(layer), index: cell.column + 1 }),
      owner,
    });
  }
  const isOutput = layer === 'output';
  const unit = text(isOutput ? 'masks.outputUnit' : 'masks.hiddenUnit', { index: cell.column + 1 });
  return text('masks.cell', { input: inputText(), unit, owner });

  function inputText(): string {
    if (cell.row === rows - 1) return text('masks.bias');
    if (isOutput) return text('masks.hiddenUnit', { index: cell.row + 1 });
    const column = inputColumn(tables, rows - 1, cell.row);
    return column
      ? text('masks.inputColumn', { table: column.table, index: column.index + 1 })
      : text('masks.input', { index: cell.row + 1 });
  }
}
