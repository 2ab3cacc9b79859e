/** The picture of a layer, with what is known of the cell that is pointed at. */
import { useState } from 'react';
import { OBJECTIVES } from '../../data/schema';
import type { MaskPicture, MaskReport } from '../../worker/protocol/training';
import common from '../controls/common.module.css';
import { ownerShares } from '../legend/owners';
import { stageTitle } from '../legend/stages';
import { useNumbers, useText } from '../messages/useText';
import { CellTip } from './CellTip';
import { cellLines } from './cellText';
import { layerTitle } from './layerTitle';
import { type ExploredCell, MaskCanvas } from './MaskCanvas';
import { columnOwner } from './maskOrder';
import { layerKey } from './state';
import { useCommands, usePage } from './usePage';

export interface LayerProperties {
  picture: MaskPicture;
  /** The tower's embedding tables. */
  tables: readonly MaskPicture[];
  report: MaskReport;
  isSorted: boolean;
}

/** The picture of a layer with the tip of the cell that is pointed at; `cellSize` CSS pixels per weight. */
export function ExploredPicture(properties: LayerProperties & { cellSize?: number }) {
  const { picture, isSorted, cellSize } = properties;
  const { inspectLayer, highlightBlock } = useCommands();
  const [cell, setCell] = useState<ExploredCell | null>(null);
  const lines = useCellLines(properties, cell);
  const explore = (explored: ExploredCell | null) => {
    setCell(explored);
    if (explored) void inspectLayer({ tower: picture.tower, layer: picture.layer });
    highlightBlock(explored ? (OBJECTIVES[columnOwner(picture, explored.column)] ?? null) : null);
  };
  return (
    <>
      <MaskCanvas
        picture={picture}
        isSorted={isSorted}
        description={useDescription(properties)}
        onExplore={explore}
        {...(cellSize && { cellSize })}
      />
      <output className={common.hidden}>{lines.join(', ')}</output>
      {cell && lines.length > 0 && (
        <CellTip anchor={cell.anchor}>
          {lines.map((line, index) => (
            <span key={line}>{index === 0 ? <strong>{line}</strong> : line}</span>
          ))}
        </CellTip>
      )}
    </>
  );
}

function useCellLines({ picture, tables }: LayerProperties, cell: ExploredCell | null): string[] {
  const text = useText();
  const numbers = useNumbers();
  const detail = usePage((state) => state.layerDetails[layerKey(picture)]);
  const reports = usePage((state) => state.reports);
  if (!cell) return [];
  const stages = reports.map((report) => stageTitle(report, text));
  return cellLines(picture, cell, { tables, detail, stages, text, format: numbers.plain });
}

/** Returns the picture in words: “User tower, Hidden layer: Exposure 43%, Click 33%, …”. */
function useDescription({ picture, report }: LayerProperties): string {
  const text = useText();
  const numbers = useNumbers();
  const { tower, layer } = picture;
  const counts = report.layers.find((entry) => entry.tower === tower && entry.layer === layer)?.owners;
  const shares = (counts ? ownerShares(counts) : []).map(({ owner, share }) =>
    text('share.label', { owner: text(`owner.${owner}`), share: numbers.share(share) }),
  );
  return text('masks.picture', {
    tower: text(`masks.tower.${tower}`),
    layer: layerTitle(picture, text),
    shares: shares.join(', '),
  });
}
