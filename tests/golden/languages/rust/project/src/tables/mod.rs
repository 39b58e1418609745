//! Tables.

pub mod high;

/// A table of one harbour.
#[derive(Debug, Clone)]
pub struct Table<T: Clone> {
    /// Where.
    pub harbour: String,
    pub(crate) days: u32,
    secret: T,
}

impl<T: Clone> Table<T> {
    pub const FIRST: u32 = 1;

    /// Makes one.
    ///
    /// ```
    /// # use std::fmt;
    /// use tide_tables::tables::Table;
    ///
    /// let table: Table<u8> = Table::new("Cuxhaven".into(), 31);
    /// assert_eq!(table.harbour, "Cuxhaven");
    /// ```
    ///
    /// ```compile_fail
    /// tide_tables::tables::Table::new();
    /// ```
    ///
    /// ```text
    /// tide_tables::tables::Table::new();
    /// ```
    pub fn new(harbour: String, days: u32) -> Self {
        todo!()
    }

    fn hidden(&self) {}
}

impl<T: Clone> Source for Table<T> {
    fn high(&self, day: u32) -> Vec<f64> {
        vec![]
    }
}

/// Gives tides.
pub trait Source: Send {
    /// The least day.
    const LEAST: u32;
    type Item;
    /// Tells the hours.
    fn high(&self, day: u32) -> Vec<f64>;
    fn low(&self) {}
}

/// Kinds of water.
#[derive(Debug)]
pub enum Water {
    /// The most.
    High,
    Low(u8),
    Odd { height: f64 },
}

pub struct Pair(pub u8, u16);

/// Says why there is no table.
#[derive(Debug)]
pub enum TableError {
    Closed,
}

impl std::error::Error for TableError {}

/// Says it with a macro.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("closed")]
    Closed,
}
