use std::env;

use tide_tables::tell_high;
use tide_tables::tables::Table;

fn main() {
    let harbour = env::args().nth(1).unwrap_or_default();
    let table = Table::<u8>::new(harbour, 7);
    tell_high(&tide_tables::Hour(table.harbour.len() as f64));
}
