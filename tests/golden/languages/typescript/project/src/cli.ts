#!/usr/bin/env node
import { Command } from 'commander';
import { nextHigh } from './index.js';

const home = process.env.TIDES_HOME ?? '/var/tides';
const { TIDES_PORT = '8080', TIDES_HOST } = process.env;
process.env.TIDES_WRITTEN = 'yes';

const program = new Command();
program
  .name('tides')
  .option('-d, --days <number>', 'how many days', '7')
  .requiredOption('--harbour <name>', 'where the water is')
  .option('--no-color', 'plain text');
program
  .command('serve <place> [port]')
  .description('Serves tables. Forever.')
  .action(() => nextHigh(process.env['TIDES_PLACE'] || 'Cuxhaven'));
