import { describe, expect, it, vi } from 'vitest';
import { nextHigh, Ring as Bell, type Options } from '../src/index.js';
import { low } from '../src/low';
import { quiet } from '../src/bell';
import { helper } from './helper';

describe('tides', () => {
  const shared = 1;

  it('tells the next high water', async () => {
    const options: Options = { deep: true, tell: (hour) => console.log(hour) };
    const hours = await nextHigh('Cuxhaven', options, 1, 2);
    expect(hours).toEqual([]);
  });

  it('rings', function () {
    const { times } = new Bell(3);
    expect(`${times}`).toBe('3');
  });

  it('throws without a harbour', () => {
    expect(() => nextHigh('')).toThrow();
  });

  it('shares', () => {
    expect(nextHigh('Cuxhaven', {}, shared)).toBeDefined();
  });

  it('is a helper', () => {
    expect(nextHigh(helper())).toBeDefined();
  });

  it('is offered under another name', () => {
    expect(low(3)).toBe(4);
  });

  it('stands on one line', () => { expect(nextHigh('Cuxhaven')).toBeDefined(); });
});
