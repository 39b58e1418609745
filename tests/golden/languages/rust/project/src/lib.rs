//! Tide tables for small harbours.
//!
//! They never ask the network.

#![forbid(unsafe_code)]

use std::env;

pub mod tables;
mod bell;
#[doc(hidden)]
pub mod machinery;

pub use crate::tables::high::{Hour, tell as tell_high};
pub use bell::*;
pub use std::collections::HashMap;

/// How many days a table may have.
pub const MOST_DAYS: u32 = 31;
pub static LONG: &str = "a text that is so long that nobody wants to look at it in a list of what a module offers";

/// An alias.
pub type Hours = Vec<Hour>;

pub(crate) fn inner() {}

/// Runs it. Until
/// it is over.
///
/// # Errors
/// When the harbour is closed.
#[must_use]
pub async fn run<'a, T>(
    harbour: &'a str,
    mut days: u32,
    _: T,
) -> Result<Hours, Box<dyn std::error::Error>>
where
    T: Send,
{
    let home = env::var("TIDES_HOME")?;
    let place = option_env!("TIDES_PLACE");
    Ok(vec![])
}

/// Says it.
#[macro_export]
macro_rules! say {
    () => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __turn {
    () => {};
}

macro_rules! whisper {
    () => {};
}

/// Inside this file.
pub mod nested {
    /// Deep.
    pub fn deep() {}
    fn hidden() {}
}

#[doc(hidden)]
pub fn hidden() {}

#[cfg(test)]
mod tests {
    pub fn test() {}
}
