import { useMemo, type MouseEvent, type ReactNode } from 'react';
import type { Place, TimeZone } from '../../data/lists.ts';
import { useWords } from '../../words/use-words.ts';
import { cityOf, nearestZone } from './zones.ts';

export interface ZoneMapProps {
  readonly zones: readonly TimeZone[];
  /** Rings of longitude and latitude. */
  readonly land: readonly (readonly Place[])[];
  readonly zone: string;
  readonly onChoose: (zone: string) => void;
}

/** Degrees: without Antarctica, where only a few stations have a zone. */
const NORTH = 84;
const SOUTH = -58;
const WIDTH = 360;
const HEIGHT = NORTH - SOUTH;

/**
 * The world, with a dot for each zone's town: a click takes the nearest. It adds to the field above it, which the keyboard
 * and screen readers use; for them it is a picture of what is chosen.
 */
export function ZoneMap({ zones, land, zone, onChoose }: ZoneMapProps): ReactNode {
  const { t } = useWords();
  const chosen = zones.find((known) => known.zone === zone) ?? null;
  const outline = useMemo(() => land.map(ringPath).join(''), [land]);
  const dots = useMemo(() => zones.filter(({ latitude }) => latitude > SOUTH), [zones]);
  const choose = (event: MouseEvent<SVGSVGElement>): void => {
    const nearest = nearestZone(dots, placeAt(event));
    if (nearest !== null) onChoose(nearest.zone);
  };
  return (
    <svg
      role="img"
      aria-label={chosen === null ? t('window.region.map.none') : t('window.region.map', { city: cityOf(zone) })}
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      onClick={choose}
      className="block aspect-[360/142] w-full cursor-crosshair rounded-panel border border-line bg-sunken"
    >
      <path d={outline} className="fill-surface stroke-line-strong" strokeWidth={0.25} />
      {dots.map(({ zone: name, longitude, latitude }) => (
        <circle key={name} cx={x(longitude)} cy={y(latitude)} r={0.7} className="fill-text-3" />
      ))}
      {chosen !== null && (
        <>
          <path
            d={`M${String(x(chosen.longitude))} 0V${String(HEIGHT)}M0 ${String(y(chosen.latitude))}H${String(WIDTH)}`}
            className="stroke-accent"
            strokeWidth={0.3}
            strokeDasharray="1.5 1.5"
          />
          <circle
            cx={x(chosen.longitude)}
            cy={y(chosen.latitude)}
            r={2.4}
            className="fill-accent stroke-surface"
            strokeWidth={0.8}
          />
        </>
      )}
    </svg>
  );
}

function x(longitude: number): number {
  return longitude + WIDTH / 2;
}

function y(latitude: number): number {
  return NORTH - latitude;
}

function ringPath(ring: readonly Place[]): string {
  return `M${ring.map(([longitude, latitude]) => `${x(longitude).toFixed(1)} ${y(latitude).toFixed(1)}`).join('L')}Z`;
}

/** Where on the world the pointer is. The drawing fills its box: both have the same proportions. */
function placeAt({ clientX, clientY, currentTarget }: MouseEvent<SVGSVGElement>): Place {
  const box = currentTarget.getBoundingClientRect();
  const across = (clientX - box.left) / box.width;
  const down = (clientY - box.top) / box.height;
  return [across * WIDTH - WIDTH / 2, NORTH - down * HEIGHT];
}
