import type { ReactNode } from 'react';
import type { BoardId } from '../../src/core/boards/index.ts';
import { classes } from '../ui/classes.ts';
import type { BoardPlan, Rect } from './board-plan.ts';
import { BOARD_PLANS } from './board-plans.ts';

export interface BoardDrawingProps {
  readonly board: BoardId;
  /** Quieter, for a board that cannot be chosen. */
  readonly isRefused?: boolean;
  /** Another width than to scale with the other boards. */
  readonly className?: string;
}

/** 1.28 px a millimetre at the usual size of text: a whole Pi is as high as two cards above one another allow. */
const REM_PER_MM = 0.08;
/** The place of the card is what the drawing is looked at for. */
const LINE_MM = { board: 0.5, slot: 1 } as const;
const MARGIN_MM = 1;
const HOLE_MM = { ring: 2.6, hole: 1.35 } as const;
const PIN_MM = { radius: 0.55, pitch: 2.54, inset: 1.27 } as const;

/**
 * A board from above, in mm, to scale with the others, with the place of its card in the accent colour. Decoration: what
 * it is stands beside it in words.
 */
export function BoardDrawing({ board, isRefused = false, className }: BoardDrawingProps): ReactNode {
  const plan = BOARD_PLANS[board];
  const [left, top, width, height] = boundsOf(plan);
  const { reduction = 1 } = plan;
  const scale = REM_PER_MM / reduction;
  const size = className === undefined ? { width: `${width * scale}rem`, height: `${height * scale}rem` } : {};
  return (
    <svg
      viewBox={`${left} ${top} ${width} ${height}`}
      {...size}
      className={classes('block max-w-full stroke-text-2', isRefused && 'opacity-75', className)}
      style={{ strokeWidth: LINE_MM.board * reduction }}
      fill="none"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden
    >
      {plan.slot && (
        <Box rect={plan.slot.out} corner={0.9} className={slotLook(isRefused)} line={LINE_MM.slot * reduction} />
      )}
      <Box rect={[0, 0, ...plan.size]} corner={plan.corner} className={isRefused ? '' : 'fill-surface'} />
      {plan.header && <Header {...plan.header} />}
      {plan.keys?.map((rect) => (
        <Box key={rect.join(' ')} rect={rect} corner={2} className="fill-sunken" />
      ))}
      {plan.chips.map((rect) => (
        <Box key={rect.join(' ')} rect={rect} className="fill-hover" />
      ))}
      {plan.ports.map((rect) => (
        <Box key={rect.join(' ')} rect={rect} className="fill-sunken" />
      ))}
      {plan.holes.map(([x, y]) => (
        <g key={`${x} ${y}`}>
          <circle cx={x} cy={y} r={HOLE_MM.ring} />
          <circle cx={x} cy={y} r={HOLE_MM.hole} />
        </g>
      ))}
      {plan.slot && (
        <Box rect={plan.slot.under} className={slotLook(isRefused)} line={LINE_MM.slot * reduction} isDashed />
      )}
    </svg>
  );
}

interface BoxProps {
  readonly rect: Rect;
  readonly corner?: number;
  readonly className: string;
  /** Its width in mm of the drawing; that of the board by default. */
  readonly line?: number;
  readonly isDashed?: boolean;
}

function Box({ rect: [x, y, width, height], corner = 0.6, className, line, isDashed = false }: BoxProps): ReactNode {
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={corner}
      className={className}
      style={line === undefined ? undefined : { strokeWidth: line }}
      strokeDasharray={isDashed ? '2 2' : undefined}
      fillOpacity={isDashed ? 0 : undefined}
    />
  );
}

function Header({ box, columns }: NonNullable<BoardPlan['header']>): ReactNode {
  const [x, y, , height] = box;
  const rows = [y + height / 4, y + (height * 3) / 4];
  return (
    <>
      <Box rect={box} corner={0.4} className="fill-sunken" />
      {Array.from({ length: columns }, (_, column) =>
        rows.map((middle) => (
          <circle
            key={`${column} ${middle}`}
            cx={x + PIN_MM.inset + column * PIN_MM.pitch}
            cy={middle}
            r={PIN_MM.radius}
            className="fill-text-3"
            stroke="none"
          />
        )),
      )}
    </>
  );
}

function slotLook(isRefused: boolean): string {
  return isRefused ? 'stroke-text-3' : 'fill-accent-soft stroke-accent-text';
}

/** Everything that is drawn, with room for the lines at its edge. */
export function boundsOf({ size: [width, height], ports, slot, header }: BoardPlan): Rect {
  const all: readonly Rect[] = [
    [0, 0, width, height],
    ...ports,
    ...(slot ? [slot.out] : []),
    ...(header ? [header.box] : []),
  ];
  const left = Math.min(...all.map(([x]) => x)) - MARGIN_MM;
  const top = Math.min(...all.map(([, y]) => y)) - MARGIN_MM;
  const right = Math.max(...all.map(([x, , w]) => x + w)) + MARGIN_MM;
  const bottom = Math.max(...all.map(([, y, , h]) => y + h)) + MARGIN_MM;
  return [left, top, right - left, bottom - top];
}
