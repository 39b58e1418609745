"""Small projects in languages beside Python, whose files hang together in every way that a push can touch."""

GO = {
    "go.mod": "module example.com/tides\n\ngo 1.22\n\nrequire example.com/water v1.2.0\n",
    "README.md": "# Tides\n\nTells high water.\n",
    "doc.go": "// Package tides tells high water.\npackage tides\n",
    "table.go": """package tides

import (
\t"fmt"

\t"example.com/tides/moon"
)

// Limit is the highest.
const Limit = 3

// Table holds a year, see `Place`.
type Table struct {
\t// Day is the first.
\tDay  int
\tname string
}

// High tells high water, unlike `sink`.
func (t *Table) High(hour int) (float64, error) {
\ttotal := moon.Phase(hour)
\tfmt.Println(total, "deep water")
\treturn total, ErrDry
}
""",
    "place.go": """package tides

import "errors"

// ErrDry is met at low water.
var ErrDry = errors.New("no water")

// Place is a harbour, with `--harbour` and `Table.High`.
type Place interface {
\t// Near tells who is near.
\tNear(other Place) bool
}

// Low tells low water.
func (t *Table) Low(hour int) float64 {
\tsink := float64(hour)
\treturn sink
}

// LostError is met far out.
type LostError struct{ Where string }

// Error tells it.
func (e *LostError) Error() string { return "lost" }
""",
    "moon/moon.go": """// Package moon tells phases.
package moon

// Phase tells the phase of an `hour`.
func Phase(hour int) float64 { return float64(hour) }

func hidden() int { return 1 }
""",
    "internal/deep/deep.go": "package deep\n\n// Deep is deep.\nfunc Deep(place string) int { return len(place) }\n",
    "cmd/tides/main.go": """package main

import (
\t"flag"
\t"os"

\t"example.com/tides"
)

func main() {
\tcount := flag.Int("count", 2, "How many, like `Table`.")
\tflag.Parse()
\ttable := tides.Table{Day: *count}
\ttable.Low(len(os.Getenv("TIDES_HOME")))
}
""",
    "example_test.go": """package tides_test

import (
\t"fmt"

\t"example.com/tides"
)

func ExampleTable_Low() {
\ttable := tides.Table{Day: 1}
\tfmt.Println(table.Low(3))
}
""",
    "table_test.go": """package tides

import "testing"

func TestHigh(t *testing.T) {
\ttable := Table{}
\ttable.High(2)
}
""",
}
JAVA = {
    "pom.xml": """<project>
  <groupId>org.tides</groupId>
  <artifactId>tides</artifactId>
  <version>1.0</version>
</project>
""",
    "README.md": "# Tides\n\nTells high water.\n",
    "src/main/java/org/tides/package-info.java": "/** Tells high water. */\npackage org.tides;\n",
    "src/main/java/org/tides/Table.java": """package org.tides;

import java.util.List;
import org.tides.moon.Moon;

/** Holds a year, see {@code Place}. */
public class Table {
    /** The highest. */
    public static final int LIMIT = 3;

    int draft;

    /** Tells high water. */
    public double high(int hour) throws DryException {
        double total = Moon.phase(hour);
        if (total < 0) {
            throw new DryException("no water");
        }
        return total;
    }

    /** Is a row of {@code Table}. */
    public static class Row {
        /** Tells its hour. */
        public int hour() { return 1; }
    }
}
""",
    "src/main/java/org/tides/Place.java": """package org.tides;

/** A harbour, like {@code Table.high}. */
public interface Place {
    /** Tells who is near. */
    boolean near(Place other);
}
""",
    "src/main/java/org/tides/DryException.java": """package org.tides;

/** Is met at low water. */
public class DryException extends Exception {
    /** Makes one. */
    public DryException(String message) { super(message); }
}
""",
    "src/main/java/org/tides/moon/Moon.java": """package org.tides.moon;

/** The moon. */
public class Moon extends Body {
    /** Tells the phase of an {@code hour}. */
    public static double phase(int hour) { return System.getenv("TIDES_HOME") == null ? hour : 0; }

    int turn() { return 2; }
}
""",
    "src/main/java/org/tides/moon/Body.java": """package org.tides.moon;

/** A body. */
public class Body {
    /** Tells its weight. */
    public int weight(String unit) { return unit.length(); }
}
""",
    "src/test/java/org/tides/TableTest.java": """package org.tides;

import org.junit.Test;
import org.tides.moon.Moon;

public class TableTest {
    @Test
    public void tellsHighWater() {
        Table table = new Table();
        table.high(3);
    }

    @Test
    public void tellsThePhase() {
        Moon moon = new Moon();
        moon.weight("t");
    }
}
""",
}
RUST = {
    "Cargo.toml": """[package]
name = "tides"
version = "0.1.0"
edition = "2021"

[dependencies]
water = "1.0"
""",
    "README.md": "# Tides\n\nTells high water.\n",
    "src/lib.rs": """//! Tells high water.

pub mod moon;
mod table;

pub use crate::table::{Table, TideError as Lost};

/// The highest, see `Table`.
pub const LIMIT: u32 = 3;

/// Tells low water of a `place`.
///
/// ```
/// use tides::low;
/// low(3);
/// ```
pub fn low(hour: u32) -> u32 {
    let place = hour;
    place
}

/// Makes a tide.
#[macro_export]
macro_rules! tide {
    () => {};
}
""",
    "src/table.rs": """use crate::moon::phase;

/// Holds a year, unlike `low`.
pub struct Table {
    /// The first day.
    pub day: u32,
    name: String,
}

impl Table {
    /// Tells high water.
    pub fn high(&self, hour: u32) -> Result<u32, TideError> {
        let total = phase(hour);
        Ok(total)
    }
}

/// Is met at low water.
#[derive(Debug)]
pub enum TideError {
    /// No water.
    Dry,
}

impl std::error::Error for TideError {}
""",
    "src/moon.rs": """//! Phases.

use crate::table::Table;

/// Tells the phase of an `hour`.
pub fn phase(hour: u32) -> u32 {
    std::env::var("TIDES_HOME").map_or(hour, |_| 0)
}

impl Table {
    /// Turns like `Table::high`.
    pub fn turn(&self) -> u32 {
        1
    }
}
""",
    "examples/first.rs": """use tides::low;

fn main() {
    low(4);
}
""",
    "tests/low.rs": """use tides::moon::phase;

#[test]
fn tells_the_phase() {
    phase(2);
}
""",
}
RUBY = {
    "README.md": "# Tides\n\nTells high water.\n",
    "lib/tides.rb": """require "tides/table"
require_relative "tides/moon"

# Tells high water.
module Tides
  # The highest, see `Table`.
  LIMIT = 3

  # Tells low water.
  def self.low(hour)
    place = hour
    place
  end
end
""",
    "lib/tides/table.rb": """module Tides
  # Is met at low water.
  class DryError < StandardError
  end

  # Holds a year, unlike `low`.
  class Table
    attr_reader :day

    # Tells high water.
    def high(hour, deep: false)
      raise DryError, "no water" if hour > ENV.fetch("TIDES_HOME", 24)
      total = hour
      total
    end

    private

    def sink; end
  end
end
""",
    "lib/tides/moon.rb": """module Tides
  # The moon.
  module Moon
    # Tells the phase of an `hour`.
    def self.phase(hour)
      hour
    end
  end

  class Table
    # Turns like `Table.high`.
    def turn
      1
    end
  end
end
""",
    "spec/table_spec.rb": """require "tides"

describe Tides::Table do
  it "tells" do
    expect(Tides::Table.new.high(2)).to eq(2)
  end
end
""",
}
TYPESCRIPT = {
    "package.json": """{
  "name": "tides",
  "version": "1.0.0",
  "main": "dist/index.js",
  "exports": {".": "./dist/index.js", "./moon": "./dist/moon.js"},
  "dependencies": {"water": "^1.0.0"},
  "devDependencies": {"vitest": "^1.0.0"}
}
""",
    "README.md": "# Tides\n\nTells high water.\n",
    "src/index.ts": """/**
 * Tells high water.
 * @module
 */
export {Table, low as ebb} from './table.js';
export * from './errors.js';

/** The highest, see `Table`. */
export const LIMIT = 3;
""",
    "src/table.ts": """import {phase} from './moon.js';
import {sum} from './utils/sum.js';
import {DryError} from './errors.js';

/** Holds a year, unlike `ebb`. */
export class Table {
  /** The first day. */
  day = 1;

  /** Tells high water. */
  high(hour: number, deep = false): number {
    const total = sum(phase(hour), deep ? 1 : 0);
    if (total < 0) throw new DryError('no water');
    return total;
  }
}

/** Tells low water of a `place`. */
export function low(hour: number): number {
  const place = hour;
  return place;
}
""",
    "src/errors.ts": """/** Is met at low water. */
export class DryError extends Error {}
""",
    "src/moon.ts": """/** Tells the phase of an `hour`. */
export function phase(hour: number): number {
  return process.env.TIDES_HOME ? 0 : hour;
}
""",
    "src/utils/sum.ts": """/** Adds like `Table.high`. */
export const sum = (one: number, two: number): number => one + two;
""",
    "test/table.test.ts": """import {expect, test} from 'vitest';
import {Table, ebb} from '../src/index.js';
import {sum} from '../src/utils/sum.js';

test('tells low water', () => {
  expect(ebb(3)).toBe(3);
});

test('adds', () => {
  const table = new Table();
  expect(sum(1, table.high(2))).toBe(3);
});
""",
    "examples/first.ts": """import {ebb} from 'tides';

ebb(4);
""",
}
SCRIPTS = {
    "package.json": '{"name": "tides", "version": "1.0.0", "main": "build/all.js"}\n',
    "README.md": "# Tides\n\nTells high water.\n",
    "tables/high.js": """const {phase} = require('../moon');

/** Tells high water. */
exports.high = function (hour) {
  const total = phase(hour);
  return total;
};
""",
    "tables/all.js": "export * from './low.mjs';\nexport {high} from './high.js';\n",
    "tables/low.mjs": "/** Tells low water, unlike `high`. */\nexport const low = hour => hour;\n",
    "moon.js": "/** Tells the phase. */\nfunction phase(hour) {\n  return hour;\n}\n\nmodule.exports = {phase};\n",
    "test/high.js": "const {high} = require('../tables/high');\n\nit('tells', () => {\n  high(3);\n});\n",
}
PROJECTS = {"Go": GO, "Java": JAVA, "Rust": RUST, "Ruby": RUBY, "TypeScript": TYPESCRIPT, "JavaScript": SCRIPTS}
"""Path to content, by language."""
