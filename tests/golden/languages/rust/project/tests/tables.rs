use tide_tables::tables::Table;
use tide_tables::{self as tides, Hour};

mod common;

#[test]
fn a_table_has_days() {
    let table: Table<u8> = Table::new("Cuxhaven".to_string(), 3);
    let Hour(hour) = Hour(1.0).plus(2.5);
    assert_eq!(hour, 3.5);
    for day in 0..tides::MOST_DAYS {
        assert!(table.high(day).is_empty());
    }
}

#[test]
fn it_fails_where_nothing_is() {
    assert!(Table::<u8>::new(String::new(), 0).high(1).is_empty());
}

#[test]
fn a_helper_makes_it() {
    Table::new(common::harbour(), 1);
}
