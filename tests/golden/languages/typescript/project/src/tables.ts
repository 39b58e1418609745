import { Hour } from './hour';

/** A table of one harbour. */
export abstract class Table<T> extends Map<string, T> implements Iterable<T> {
  /** How many days a table may have. */
  static readonly mostDays = 31;
  #secret = 1;
  private x = 2;
  protected constructor(
    public readonly harbour: string,
    days: number = 7,
  ) {
    super();
  }
  /** The first day. */
  get first(): Hour {
    return 1;
  }
  set first(value: Hour) {}
  /** Tells the hours. */
  abstract hours(day: number): Iterable<Hour>;
  protected low(): void {}
}

/** Kinds of water. */
export enum Water {
  /** The most. */
  High = 1,
  Low,
}

export const LIMIT = 5,
  places: string[] = [],
  /** Never mind. */
  round = (hour: Hour): number => Math.round(hour);
export let changing = { a: 1 };
export type Long = { first: string; second: string; third: string; fourth: string; fifth: string };
export type Short = string | number;
export namespace Inner {
  export const hidden = 1;
  /** Is seen. */
  export function shown(day: number): void {}
  function kept(): void {}
}
/** How it is told. */
export type Told = Base & {
  /** Whether to tell it aloud. */
  aloud?: boolean;
  readonly 'by-night': boolean;
  tell(day: number): void;
  tell(day: string, place: string): void;
};
export interface Port {
  name: string;
}
export const Port = 'port';
export function over(a: string): void;
export function over(a: number): void;
export function over(a: unknown): void {}
/** Says that a harbour is closed. */
export class HarbourError extends Error {}
