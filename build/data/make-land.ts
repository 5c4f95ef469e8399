// Makes assets/data/land.json, the outline of the land for the map of time zones, from land-110m.json of the package
// world-atlas 2.0.2 (`npm pack world-atlas`). The data are Natural Earth's, which are in the public domain.
import * as z from 'zod';
import { givenFile, writeList } from './write-list.ts';

const USAGE = 'tsx build/data/make-land.ts land-110m.json';

/** Degrees: smaller islands than this are not seen on a map of 640 px. */
const MIN_SPAN = 1.2;
/** Degrees: points that lie closer to the line between their neighbours do not change it. */
const TOLERANCE = 0.35;
/** Antarctica has no zone that a person would click at. */
const SOUTH = -60;

type Point = readonly [longitude: number, latitude: number];

const point = z.tuple([z.number(), z.number()]);
const topology = z.object({
  objects: z.object({
    land: z.object({ geometries: z.array(z.object({ arcs: z.array(z.array(z.array(z.number()))) })) }),
  }),
  arcs: z.array(z.array(point)),
  transform: z.object({ scale: point, translate: point }),
});

const { objects, arcs, transform } = topology.parse(JSON.parse(givenFile(USAGE)));

/** The outer ring of each polygon; lakes are smaller than what is drawn. */
const rings = objects.land.geometries
  .flatMap(({ arcs: polygons }) => polygons)
  .map(([outer = []]) => outer.flatMap((at, place) => arcPoints(at).slice(place === 0 ? 0 : 1)))
  .filter((ring) => Math.max(...ring.map(([, latitude]) => latitude)) > SOUTH && span(ring) > MIN_SPAN)
  .map((ring) => simplified(unwrapped(ring)).map(([longitude, latitude]): Point => [round(longitude), round(latitude)]))
  .flatMap(onBothSides);

writeList('land.json', rings);

/** An arc's points, which are stored as differences; a negative number is the arc of its complement, backwards. */
function arcPoints(at: number): readonly Point[] {
  const arc = arcs[at < 0 ? ~at : at] ?? [];
  const { scale, translate } = transform;
  let [x, y] = [0, 0];
  const points = arc.map(([dx, dy]): Point => {
    [x, y] = [x + dx, y + dy];
    return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
  });
  return at < 0 ? points.reverse() : points;
}

/** Without the jump from 180 to -180 degrees, of which a drawing would make a line across the world. */
function unwrapped(ring: readonly Point[]): readonly Point[] {
  let turns = 0;
  return ring.map(([longitude, latitude], at) => {
    const step = longitude - (ring[at - 1]?.[0] ?? longitude);
    if (Math.abs(step) > 180) turns -= Math.sign(step);
    return [longitude + turns * 360, latitude];
  });
}

/** What reaches over the edge of the map is there once more, at the other edge. */
function onBothSides(ring: readonly Point[]): (readonly Point[])[] {
  const longitudes = ring.map(([longitude]) => longitude);
  const moved = (by: number): readonly Point[] =>
    ring.map(([longitude, latitude]) => [round(longitude + by), latitude]);
  return [
    ring,
    ...(Math.max(...longitudes) > 180 ? [moved(-360)] : []),
    ...(Math.min(...longitudes) < -180 ? [moved(360)] : []),
  ];
}

function span(ring: readonly Point[]): number {
  const sizes = ([0, 1] as const).map((axis) => {
    const values = ring.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...sizes);
}

/** Douglas and Peucker's way: keeps the point that lies farthest from the line, as long as it lies far. */
function simplified(points: readonly Point[]): readonly Point[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 3) return points;
  const distances = points.map((point) => distance(point, first, last));
  const far = distances.indexOf(Math.max(...distances));
  if ((distances[far] ?? 0) <= TOLERANCE) return [first, last];
  return [...simplified(points.slice(0, far + 1)).slice(0, -1), ...simplified(points.slice(far))];
}

function distance([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const length = Math.hypot(x2 - x1, y2 - y1);
  // A ring's ends are one point.
  if (length === 0) return Math.hypot(x - x1, y - y1);
  return Math.abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length;
}

function round(degrees: number): number {
  return Math.round(degrees * 10) / 10;
}
