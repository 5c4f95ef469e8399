import type { BlockNode } from './block-nodes.ts';

/** Which block device lies on which. */
export interface BlockGraph {
  readonly nodes: ReadonlyMap<string, BlockNode>;
  /** `MAJOR:MINOR` -> kernel name. */
  readonly byNumber: ReadonlyMap<string, string>;
  /** Kernel name -> kernel names of what it lies on directly. */
  readonly lower: ReadonlyMap<string, ReadonlySet<string>>;
  /** Kernel name -> kernel names of what lies on it directly. */
  readonly upper: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The graph of all block devices: partitions on disks, device mapper and RAID on their members, loop devices on the
 * devices that hold their file (`backing`: loop's name -> kernel names).
 */
export function makeBlockGraph(
  nodes: readonly BlockNode[],
  backing: ReadonlyMap<string, readonly string[]>,
): BlockGraph {
  const lower = new Map<string, Set<string>>();
  const upper = new Map<string, Set<string>>();
  const link = (over: string, under: string): void => {
    addTo(lower, over, under);
    addTo(upper, under, over);
  };
  for (const node of nodes) {
    if (node.disk !== null) link(node.name, node.disk);
    // The kernel writes each pair twice, as slave and as holder; one of them is enough to believe it.
    for (const slave of node.slaves) link(node.name, slave);
    for (const holder of node.holders) link(holder, node.name);
    for (const under of backing.get(node.name) ?? []) link(node.name, under);
  }
  return {
    nodes: new Map(nodes.map((node) => [node.name, node])),
    byNumber: new Map(nodes.map((node) => [node.number, node.name])),
    lower,
    upper,
  };
}

/** The device itself and everything that it lies on, down to the hardware. */
export function below(graph: BlockGraph, name: string): ReadonlySet<string> {
  return closure(graph.lower, name);
}

/** The device itself and everything that lies on it: partitions, volumes, containers, loop devices of its files. */
export function above(graph: BlockGraph, name: string): ReadonlySet<string> {
  return closure(graph.upper, name);
}

function closure(edges: ReadonlyMap<string, ReadonlySet<string>>, start: string): ReadonlySet<string> {
  const found = new Set([start]);
  // A set may grow while it is walked: every new member is visited, each once, so that a circle ends.
  for (const name of found) for (const next of edges.get(name) ?? []) found.add(next);
  return found;
}

function addTo(edges: Map<string, Set<string>>, from: string, to: string): void {
  const present = edges.get(from);
  if (present) present.add(to);
  else edges.set(from, new Set([to]));
}
