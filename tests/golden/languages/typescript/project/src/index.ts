/**
 * Tide tables for small harbours.
 *
 * @packageDocumentation
 */

import { Bell as Ring } from './bell.js';
import { low } from './low';

export * from './tables.js';
export { Bell, quiet as silent, type Sound } from './bell.js';
export { Ring, low as lowWater };
export type { Hour } from './hour';

/** Is not seen outside. @internal */
export function secret(): void {}

/**
 * Tells the next high water. It never
 * asks the network.
 *
 * @param harbour - where
 * @param options - how
 */
export async function nextHigh<T extends Hour>(
  harbour: string,
  { deep = false }: Options = {},
  ...days: number[]
): Promise<T[]> {
  return [];
}

/** How tides are told. */
export interface Options extends Base {
  /** Whether to tell of depth, too. */
  deep?: boolean;
  /** Is called for each hour. */
  tell(hour: number, place?: string): void;
  (day: number): string;
  [key: string]: unknown;
}

export default nextHigh;
