/**
 * @file Tide tables.
 */

'use strict';

const { parseArgs } = require('node:util');
const Bell = require('./bell');
const { toll } = require('./bell');

/** Tells the hours of high water. */
function high(day, { deep } = {}, ...places) {
  return [];
}

/** Holds tides. */
class Table {
  static #count = 0;
  harbour = 'Cuxhaven';
  constructor(harbour, days = 7) {}
  /** Tells them. */
  async *hours(day) {}
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', short: 'p', default: '8080' },
    'dry-run': { type: 'boolean' },
  },
});

exports.Table = Table;
module.exports.tellHigh = high;
exports.toll = toll;
exports.MOST = 31;
